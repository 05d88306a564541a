package io.gatehouse.adapters.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/** Lets one thread load what several ask for at once. */
final class SingleFlight<K, V> {
    /**
     * Whoever comes later than this into a load starts another: what is being read may be older than what they must
     * see.
     */
    private static final long JOINABLE_NANOS = 50_000_000;

    private static final class Flight<V> {
        private final CompletableFuture<V> result = new CompletableFuture<>();
        private final long started = System.nanoTime();
    }

    private final ConcurrentMap<K, Flight<V>> flights = new ConcurrentHashMap<>();

    /** @throws RuntimeException what the loader threw, to all that wait for it */
    V load(K key, Supplier<V> loader) {
        var mine = new Flight<V>();
        var flying = flights.compute(
                key, (k, other) -> other != null && mine.started - other.started < JOINABLE_NANOS ? other : mine);
        if (flying != mine) {
            return joined(flying);
        }
        try {
            var value = loader.get();
            mine.result.complete(value);
            return value;
        } catch (RuntimeException | Error e) {
            mine.result.completeExceptionally(e);
            throw e;
        } finally {
            flights.remove(key, mine);
        }
    }

    private static <V> V joined(Flight<V> flight) {
        try {
            return flight.result.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
