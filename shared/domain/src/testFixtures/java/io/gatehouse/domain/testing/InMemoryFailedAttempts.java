package io.gatehouse.domain.testing;

import io.gatehouse.domain.credential.FailedAttempts;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** Failed attempts in memory. */
final class InMemoryFailedAttempts implements FailedAttempts {
    record Row(UUID id, byte[] target, Count count) {}

    private final Table<Row> failedAttempts;

    InMemoryFailedAttempts(Table<Row> failedAttempts) {
        this.failedAttempts = failedAttempts;
    }

    @Override
    public Optional<Count> find(byte[] target) {
        return row(target).map(Row::count);
    }

    @Override
    public int add(UUID id, byte[] target, Instant now) {
        var before = find(target).orElse(new Count(0, now, now));
        clear(target);
        var count = new Count(before.failures() + 1, now, before.blockedUntil());
        failedAttempts.put(id, new Row(id, target, count));
        return count.failures();
    }

    @Override
    public void block(byte[] target, Instant until) {
        row(target).filter(row -> row.count().blockedUntil().isBefore(until)).ifPresent(row -> block(row, until));
    }

    @Override
    public boolean block(byte[] target, Count known, Instant until) {
        var same = row(target)
                .filter(row -> row.count().failures() == known.failures()
                        && row.count().blockedUntil().equals(known.blockedUntil()));
        same.ifPresent(row -> block(row, until));
        return same.isPresent();
    }

    @Override
    public void clear(byte[] target) {
        row(target).ifPresent(row -> failedAttempts.remove(row.id()));
    }

    private void block(Row row, Instant until) {
        var count = new Count(row.count().failures(), row.count().failedAt(), until);
        failedAttempts.put(row.id(), new Row(row.id(), row.target(), count));
    }

    private Optional<Row> row(byte[] target) {
        return failedAttempts.first(row -> Arrays.equals(row.target(), target));
    }
}
