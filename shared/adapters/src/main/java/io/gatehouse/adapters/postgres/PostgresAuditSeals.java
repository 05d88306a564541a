package io.gatehouse.adapters.postgres;

import io.gatehouse.domain.audit.AuditSeals;
import io.gatehouse.domain.audit.Seal;
import java.util.Optional;
import java.util.UUID;

/** The table {@code audit_seals}. */
record PostgresAuditSeals(Sql sql) implements AuditSeals {
    @Override
    public boolean add(Seal seal) {
        return sql.updateOne(
                """
                INSERT INTO audit_seals (version, number, last_id, entries, sealed_at, mac) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (number) DO NOTHING
                """, seal.version(), seal.number(), seal.lastId(), seal.entries(), seal.sealedAt(), seal.mac());
    }

    @Override
    public Optional<Seal> after(long number) {
        return sql.first(
                "SELECT * FROM audit_seals WHERE number > ? ORDER BY number LIMIT 1",
                row -> new Seal(
                        row.getInt("version"),
                        row.getLong("number"),
                        row.getObject("last_id", UUID.class),
                        row.getLong("entries"),
                        Sql.instant(row, "sealed_at"),
                        row.getBytes("mac")),
                number);
    }
}
