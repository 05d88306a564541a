package io.gatehouse.domain.basics;

import io.gatehouse.domain.errors.Unavailable;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The time that a piece of work may still take. Everything that waits asks for what is left. Work outside of a budget
 * waits as long as each caller proposes.
 */
public final class TimeBudget {
    private static final ScopedValue<Long> END = ScopedValue.newInstance();

    private TimeBudget() {}

    public static <T> T within(Duration budget, Supplier<T> work) {
        return ScopedValue.where(END, System.nanoTime() + budget.toNanos()).call(work::get);
    }

    /** The time left, at most {@code max}; zero when the budget is used up. */
    public static Duration left(Duration max) {
        if (!END.isBound()) {
            return max;
        }
        var left = Duration.ofNanos(END.get() - System.nanoTime());
        return left.isNegative() ? Duration.ZERO : left.compareTo(max) < 0 ? left : max;
    }

    /**
     * As {@link #left}, in whole milliseconds.
     *
     * @throws Unavailable naming the dependency, when the budget is used up
     */
    public static long millisFor(String dependency, Duration max) {
        var millis = left(max).toMillis();
        if (millis == 0) {
            throw new Unavailable(dependency);
        }
        return millis;
    }
}
