package io.gatehouse.adapters.cache;

import io.gatehouse.domain.basics.TimeBudget;
import io.gatehouse.domain.errors.Unavailable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Lets one thread load what several ask for at once. */
final class SingleFlight<K, V> {
    /**
     * Whoever comes later than this into a load starts another: what is being read may be older than what they must
     * see.
     */
    private static final long JOINABLE_NANOS = 50_000_000;

    /** Longer than a load takes, which has limits of its own. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private record Flight<V>(long started, CompletableFuture<V> result) {}

    private final String source;
    private final LongSupplier nanoTime;
    private final ConcurrentMap<K, Flight<V>> flights = new ConcurrentHashMap<>();

    /**
     * @param source what the loaders load from
     * @param nanoTime as {@link System#nanoTime}
     */
    SingleFlight(String source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
    }

    /** What the loader of one of those returns or throws who ask for the same at once. */
    V load(K key, Supplier<V> loader) {
        var mine = new Flight<>(nanoTime.getAsLong(), new CompletableFuture<V>());
        var flying = flights.compute(
                key, (k, other) -> other != null && mine.started - other.started < JOINABLE_NANOS ? other : mine);
        if (!flying.equals(mine)) {
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

    /** From now on, nobody joins running loads of these keys. */
    void leave(Predicate<K> keys) {
        flights.keySet().removeIf(keys);
    }

    private V joined(Flight<V> flight) {
        try {
            return flight.result.get(TimeBudget.left(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (TimeoutException e) {
            throw new Unavailable(source, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable(source, e);
        }
    }
}
