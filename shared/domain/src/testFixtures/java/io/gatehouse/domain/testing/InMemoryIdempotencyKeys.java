package io.gatehouse.domain.testing;

import io.gatehouse.domain.idempotency.IdempotencyKeys;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Idempotency keys in memory. */
final class InMemoryIdempotencyKeys implements IdempotencyKeys {
    record Row(
            Claim claim, byte @Nullable [] answer, @Nullable UUID accountId) {}

    private final Table<Row> idempotencyKeys;

    InMemoryIdempotencyKeys(Table<Row> idempotencyKeys) {
        this.idempotencyKeys = idempotencyKeys;
    }

    @Override
    public boolean claim(Claim claim, Instant now) {
        var taken = row(claim.key());
        if (taken.filter(row -> !isFree(row, now)).isPresent()) {
            return false;
        }
        taken.ifPresent(row -> idempotencyKeys.remove(row.claim().id()));
        idempotencyKeys.put(claim.id(), new Row(claim, null, null));
        return true;
    }

    @Override
    public Optional<Taken> find(byte[] key, Instant now) {
        return row(key).filter(row -> row.claim().expiresAt().isAfter(now))
                .map(row -> new Taken(row.claim().request(), row.answer(), row.accountId()));
    }

    @Override
    public void answer(Claim claim, byte[] answer, @Nullable UUID accountId) {
        idempotencyKeys
                .find(claim.id())
                .ifPresent(_ -> idempotencyKeys.put(claim.id(), new Row(claim, answer, accountId)));
    }

    @Override
    public void release(Claim claim) {
        idempotencyKeys.remove(claim.id());
    }

    @Override
    public int removeSome(UUID accountId, int limit) {
        return idempotencyKeys.removeSome(row -> accountId.equals(row.accountId()), limit);
    }

    private static boolean isFree(Row row, Instant now) {
        return !row.claim().expiresAt().isAfter(now)
                || (row.answer() == null && !row.claim().until().isAfter(now));
    }

    private Optional<Row> row(byte[] key) {
        return idempotencyKeys.first(row -> Arrays.equals(row.claim().key(), key));
    }
}
