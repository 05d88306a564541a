package io.gatehouse.adapters.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.params.SetParams;

/**
 * Cache entries that cannot be stale. Dropping one leaves a tombstone for a while, which nothing overwrites: a thread
 * that read the database before a change cannot store what it read after it. Failures are silent, because the database
 * has the truth.
 */
record Entries(Redis redis) {
    /** Longer than any request lives (a function's time limit is 10 s). */
    private static final Duration TOMBSTONE_LIFE = Duration.ofSeconds(15);

    private static final String TOMBSTONE = "!";

    private static final Script REPLACE = Script.of("""
            local current = redis.call('GET', KEYS[1])
            if not current or current == ARGV[1] then
              redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
            end
            """);

    /** The entries of keys that share a hash tag, in one round trip; empty ones for those that are not there. */
    List<Optional<String>> get(String... keys) {
        return redis.call(client -> client.mget(keys))
                .map(values -> values.stream().map(Entries::living).toList())
                .orElseGet(() -> Collections.nCopies(keys.length, Optional.empty()));
    }

    /** Writes an entry under a new key. */
    void put(String key, String value, Duration life) {
        redis.call(client -> client.set(key, value, SetParams.setParams().px(jittered(life))));
    }

    /** Writes an entry unless there is one, or a tombstone. It ends at the deadline, whenever it is written. */
    void add(String key, String value, Instant deadline) {
        redis.call(client -> client.set(key, value, SetParams.setParams().nx().pxAt(deadline.toEpochMilli())));
    }

    /** Writes an entry unless there is another than {@code old}, or a tombstone. */
    void replace(String key, @Nullable String old, String value, Duration life) {
        redis.call(client -> REPLACE.run(client, key, old == null ? "" : old, value, Long.toString(jittered(life))));
    }

    /** Returns false when the server did not say that it has. */
    boolean drop(String key) {
        return redis.call(client ->
                        client.set(key, TOMBSTONE, SetParams.setParams().px(TOMBSTONE_LIFE.toMillis())))
                .isPresent();
    }

    private static Optional<String> living(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.equals(TOMBSTONE));
    }

    /** Up to a tenth less, so that what was written together does not expire together. */
    private static long jittered(Duration life) {
        return life.toMillis() - ThreadLocalRandom.current().nextLong(life.toMillis() / 10);
    }
}
