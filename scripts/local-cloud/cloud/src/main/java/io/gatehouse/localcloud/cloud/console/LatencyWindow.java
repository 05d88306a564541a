package io.gatehouse.localcloud.cloud.console;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** How long the last {@value #CAPACITY} invocations of a function took, and how many there have been in all. */
final class LatencyWindow {
    private static final int CAPACITY = 512;
    private static final double NANOS_PER_MILLI = 1_000_000;

    private final AtomicLong count = new AtomicLong();
    private final AtomicLongArray nanos = new AtomicLongArray(CAPACITY);

    void add(long duration) {
        nanos.setPlain((int) (count.getAndIncrement() % CAPACITY), duration);
    }

    long count() {
        return count.get();
    }

    /** Percentiles in milliseconds, by nearest rank; null where there has been no invocation. */
    record Percentiles(@Nullable Double p50, @Nullable Double p95) {}

    Percentiles percentiles() {
        var sorted = new long[(int) Math.min(count.get(), CAPACITY)];
        Arrays.setAll(sorted, nanos::get);
        Arrays.sort(sorted);
        return sorted.length == 0
                ? new Percentiles(null, null)
                : new Percentiles(percentile(sorted, 0.5), percentile(sorted, 0.95));
    }

    private static double percentile(long[] sorted, double share) {
        return sorted[(int) Math.ceil(sorted.length * share) - 1] / NANOS_PER_MILLI;
    }
}
