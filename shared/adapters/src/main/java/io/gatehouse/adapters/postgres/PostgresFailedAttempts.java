package io.gatehouse.adapters.postgres;

import io.gatehouse.domain.credential.FailedAttempts;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The table {@code failed_attempts}. */
final class PostgresFailedAttempts implements FailedAttempts {
    private final Sql sql;

    PostgresFailedAttempts(Sql sql) {
        this.sql = sql;
    }

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
        sql.update("""
                INSERT INTO failed_attempts (target, id, failures, failed_at, blocked_until) VALUES (?, ?, 1, ?, ?)
                ON CONFLICT (target) DO UPDATE
                SET id = excluded.id, failures = failed_attempts.failures + 1, failed_at = excluded.failed_at
                """, target, id, now, now);
        return find(target).map(Count::failures).orElse(1);
    }

    @Override
    public void block(byte[] target, Instant until) {
        sql.update(
                "UPDATE failed_attempts SET blocked_until = ? WHERE target = ? AND blocked_until < ?",
                until,
                target,
                until);
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
