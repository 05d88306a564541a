package io.gatehouse.bench;

import java.util.Arrays;

/** The time that each answer took, in nanoseconds. Not safe for use by several threads. */
final class Latencies {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private long[] nanos = new long[1024];
    private int count;
    private long errors;

    void add(long latency) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = latency;
    }

    void addError() {
        errors++;
    }

    void add(Latencies others) {
        for (var i = 0; i < others.count; i++) {
            add(others.nanos[i]);
        }
        errors += others.errors;
    }

    /** All of them, taken in this many nanoseconds. */
    Measurement measured(long elapsed) {
        Arrays.sort(nanos, 0, count);
        return new Measurement(count / (elapsed / NANOS_PER_SECOND), percentile(50), percentile(99), errors);
    }

    private double percentile(int percent) {
        return count == 0 ? Double.NaN : nanos[(int) ((count - 1L) * percent / 100)] / NANOS_PER_MILLI;
    }
}
