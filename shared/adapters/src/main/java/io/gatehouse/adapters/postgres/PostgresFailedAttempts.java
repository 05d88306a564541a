package io.gatehouse.adapters.postgres;

import io.gatehouse.domain.credential.FailedAttempts;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The table {@code failed_attempts}. */
record PostgresFailedAttempts(Sql sql) implements FailedAttempts {
    @Override
    public Optional<Count> find(byte[] target) {
        return sql.first(
                "SELECT failures, failed_at, blocked_until FROM failed_attempts WHERE target = ?",
                row -> new Count(
                        row.getInt("failures"), Sql.instant(row, "failed_at"), Sql.instant(row, "blocked_until")),
                target);
    }

    @Override
    public int add(UUID id, byte[] target, Instant now) {
        return sql.first("""
                INSERT INTO failed_attempts (target, id, failures, failed_at, blocked_until) VALUES (?, ?, 1, ?, ?)
                ON CONFLICT (target) DO UPDATE
                SET id = excluded.id, failures = failed_attempts.failures + 1, failed_at = excluded.failed_at
                RETURNING failures
                """, row -> row.getInt("failures"), target, id, now, now)
                .orElseThrow();
    }

    @Override
    public void block(byte[] target, Instant until) {
        sql.update("""
                UPDATE failed_attempts SET blocked_until = ? WHERE target = ? AND blocked_until < ?
                """, until, target, until);
    }

    @Override
    public boolean block(byte[] target, Count known, Instant until) {
        return sql.updateOne("""
                        UPDATE failed_attempts SET blocked_until = ?
                        WHERE target = ? AND failures = ? AND blocked_until = ?
                        """, until, target, known.failures(), known.blockedUntil());
    }

    @Override
    public void clear(byte[] target) {
        sql.update("DELETE FROM failed_attempts WHERE target = ?", target);
    }
}
