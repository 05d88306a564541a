package io.gatehouse.localcloud.cloud.console;

import io.gatehouse.localcloud.cloud.runtime.EnvironmentState;
import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import io.gatehouse.localcloud.cloud.runtime.Invoker;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A function whose invocations are recorded. */
final class RecordedFunction implements Invoker {
    private final String id;
    private final Invoker function;
    private final Recorder recorder;
    private final LatencyWindow latencies = new LatencyWindow();
    private final LongAdder errors = new LongAdder();
    private final LongAdder throttles = new LongAdder();
    private final AtomicInteger inFlight = new AtomicInteger();

    RecordedFunction(String id, Invoker function, Recorder recorder) {
        this.id = id;
        this.function = function;
        this.recorder = recorder;
    }

    /** How long the last {@value #CAPACITY} invocations took, and how many there have been in all. */
    static final class LatencyWindow {
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

        /** In milliseconds, by nearest rank; null if there has been no invocation. */
        @Nullable
        Double percentile(double share) {
            var sorted = new long[(int) Math.min(count.get(), CAPACITY)];
            Arrays.setAll(sorted, nanos::get);
            Arrays.sort(sorted);
            return sorted.length == 0 ? null : sorted[(int) Math.ceil(sorted.length * share) - 1] / NANOS_PER_MILLI;
        }
    }

    @Override
    public InvocationResult invoke(byte[] event) {
        inFlight.incrementAndGet();
        try {
            var startedAt = System.currentTimeMillis();
            var start = System.nanoTime();
            var result = function.invoke(event);
            var nanos = System.nanoTime() - start;
            count(result, nanos);
            recorder.add(id, event, result, Instant.ofEpochMilli(startedAt), nanos);
            return result;
        } finally {
            inFlight.decrementAndGet();
        }
    }

    private void count(InvocationResult result, long nanos) {
        if (result.isThrottled()) {
            throttles.increment();
            return;
        }
        latencies.add(nanos);
        if (result.functionError() != null) {
            errors.increment();
        }
    }

    @Override
    public List<EnvironmentState> environments() {
        return function.environments();
    }

    @Override
    public void close() {
        function.close();
    }

    long errors() {
        return errors.sum();
    }

    long throttles() {
        return throttles.sum();
    }

    int inFlight() {
        return inFlight.get();
    }

    /** Of those that have ended and were not throttled. */
    LatencyWindow latencies() {
        return latencies;
    }
}
