package io.gatehouse.adapters.postgres;

import io.gatehouse.domain.basics.Labelled;
import io.gatehouse.domain.credential.Credential;
import io.gatehouse.domain.credential.Credential.Kind;
import io.gatehouse.domain.credential.Credentials;
import java.util.Optional;
import java.util.UUID;

/** The table {@code credentials}. */
record PostgresCredentials(Sql sql) implements Credentials {
    @Override
    public void put(Credential credential) {
        sql.update(
                """
                INSERT INTO credentials (account_id, id, kind, name, secret, created_at) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (kind, name) DO UPDATE
                SET account_id = excluded.account_id, id = excluded.id, secret = excluded.secret,
                    created_at = excluded.created_at
                """,
                credential.accountId(),
                credential.id(),
                credential.kind().label(),
                credential.name(),
                credential.secret(),
                credential.createdAt());
    }

    @Override
    public Optional<Credential> find(Kind kind, String name) {
        return first("kind = ? AND name = ?", kind.label(), name);
    }

    @Override
    public Optional<Credential> byId(UUID id) {
        return first("id = ?", id);
    }

    @Override
    public void replaceSecret(Credential stored, String secret) {
        sql.update(
                "UPDATE credentials SET secret = ? WHERE id = ? AND secret = ?", secret, stored.id(), stored.secret());
    }

    @Override
    public int removeSome(UUID accountId, int limit) {
        return sql.deleteSome("credentials", limit, "account_id = ?", accountId);
    }

    private Optional<Credential> first(String condition, Object... parameters) {
        return sql.first(
                "SELECT * FROM credentials WHERE " + condition,
                row -> new Credential(
                        row.getObject("id", UUID.class),
                        row.getObject("account_id", UUID.class),
                        Labelled.of(Kind.class, row.getString("kind")),
                        row.getString("name"),
                        row.getString("secret"),
                        Sql.instant(row, "created_at")),
                parameters);
    }
}
