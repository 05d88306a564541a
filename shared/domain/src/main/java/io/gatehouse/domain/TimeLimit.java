package io.gatehouse.domain;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * How long a piece of work may still take: whatever it waits for on the way, it waits for no longer. Work without a
 * limit waits for each thing as long as that seems worth it.
 */
public final class TimeLimit {
    private static final ScopedValue<Long> END = ScopedValue.newInstance();

    private TimeLimit() {}

    /** Does work that is to be over by then. */
    public static <T> T within(Duration limit, Supplier<T> work) {
        return ScopedValue.where(END, System.nanoTime() + limit.toNanos()).call(work::get);
    }

    /** What is left, but no more than {@code most}; zero when nothing is. */
    public static Duration left(Duration most) {
        if (!END.isBound()) {
            return most;
        }
        var left = Duration.ofNanos(END.get() - System.nanoTime());
        return left.isNegative() ? Duration.ZERO : left.compareTo(most) < 0 ? left : most;
    }

    /**
     * As {@link #left}, in whole milliseconds.
     *
     * @throws Unavailable when nothing is left to wait for the dependency
     */
    public static long millisFor(String dependency, Duration most) {
        var millis = left(most).toMillis();
        if (millis == 0) {
            throw new Unavailable(dependency);
        }
        return millis;
    }
}
