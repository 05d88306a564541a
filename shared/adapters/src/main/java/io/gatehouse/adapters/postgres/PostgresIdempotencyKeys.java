package io.gatehouse.adapters.postgres;

import io.gatehouse.domain.idempotency.IdempotencyKeys;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code idempotency_keys}. */
record PostgresIdempotencyKeys(Sql sql) implements IdempotencyKeys {
    @Override
    public boolean claim(Claim claim, Instant now) {
        return sql.updateOne("""
                INSERT INTO idempotency_keys AS taken (key, id, request, claimed_until, expires_at)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (key) DO UPDATE
                SET id = excluded.id, request = excluded.request, claimed_until = excluded.claimed_until,
                    expires_at = excluded.expires_at, answer = NULL, account_id = NULL
                WHERE taken.expires_at <= ? OR (taken.answer IS NULL AND taken.claimed_until <= ?)
                """, claim.key(), claim.id(), claim.request(), claim.until(), claim.expiresAt(), now, now);
    }

    @Override
    public Optional<Taken> find(byte[] key, Instant now) {
        return sql.first(
                "SELECT request, answer, account_id FROM idempotency_keys WHERE key = ? AND expires_at > ?",
                row -> new Taken(
                        row.getBytes("request"), row.getBytes("answer"), row.getObject("account_id", UUID.class)),
                key,
                now);
    }

    @Override
    public void answer(Claim claim, byte[] answer, @Nullable UUID accountId) {
        sql.update(
                "UPDATE idempotency_keys SET answer = ?, account_id = ? WHERE key = ? AND id = ?",
                answer,
                accountId,
                claim.key(),
                claim.id());
    }

    @Override
    public void release(Claim claim) {
        sql.update("DELETE FROM idempotency_keys WHERE key = ? AND id = ?", claim.key(), claim.id());
    }

    @Override
    public int removeSome(UUID accountId, int limit) {
        return sql.deleteSome("idempotency_keys", limit, "account_id = ?", accountId);
    }
}
