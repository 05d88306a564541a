package io.gatehouse.adapters.postgres;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.Registration;
import io.gatehouse.domain.account.Registrations;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The table {@code registrations}. */
final class PostgresRegistrations implements Registrations {
    private final Sql sql;

    PostgresRegistrations(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(Registration registration) {
        sql.update(
                """
                INSERT INTO registrations (email_key, id, email, password_hash, locale, created_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                registration.email().key(),
                registration.id(),
                registration.email().address(),
                registration.passwordHash(),
                registration.locale().toLanguageTag(),
                registration.createdAt(),
                registration.expiresAt());
    }

    @Override
    public Optional<Registration> byId(UUID id) {
        return sql.first("SELECT * FROM registrations WHERE id = ?", PostgresRegistrations::registration, id);
    }

    @Override
    public Optional<Registration> newest(String emailKey, Instant now) {
        return sql.first(
                "SELECT * FROM registrations WHERE email_key = ? AND expires_at > ? ORDER BY id DESC LIMIT 1",
                PostgresRegistrations::registration,
                emailKey,
                now);
    }

    @Override
    public List<Registration> of(String emailKey, int limit) {
        return sql.list(
                "SELECT * FROM registrations WHERE email_key = ? ORDER BY id DESC LIMIT ?",
                PostgresRegistrations::registration,
                emailKey,
                limit);
    }

    @Override
    public boolean remove(Registration registration) {
        return sql.updateOne(
                "DELETE FROM registrations WHERE email_key = ? AND id = ?",
                registration.email().key(),
                registration.id());
    }

    @Override
    public int removeSome(String emailKey, int limit) {
        return sql.deleteSome("registrations", limit, "email_key = ?", emailKey);
    }

    private static Registration registration(ResultSet row) throws SQLException {
        return new Registration(
                row.getObject("id", UUID.class),
                new EmailAddress(row.getString("email"), row.getString("email_key")),
                row.getString("password_hash"),
                Locale.forLanguageTag(row.getString("locale")),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "expires_at"));
    }
}
