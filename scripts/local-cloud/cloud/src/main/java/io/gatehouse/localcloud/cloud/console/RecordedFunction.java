package io.gatehouse.localcloud.cloud.console;

import io.gatehouse.localcloud.cloud.runtime.EnvironmentState;
import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import io.gatehouse.localcloud.cloud.runtime.Invoker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

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

    @Override
    public InvocationResult invoke(byte[] event) {
        inFlight.incrementAndGet();
        try {
            var startedAt = System.currentTimeMillis();
            var start = System.nanoTime();
            var answer = function.invoke(event);
            ended(event, answer, startedAt, System.nanoTime() - start);
            return answer;
        } finally {
            inFlight.decrementAndGet();
        }
    }

    private void ended(byte[] event, InvocationResult answer, long startedAt, long nanos) {
        if (answer.isThrottled()) {
            throttles.increment();
        } else {
            latencies.add(nanos);
            if (answer.functionError() != null) {
                errors.increment();
            }
        }
        recorder.add(new RecordedInvocation(
                recorder.newId(),
                id,
                Instant.ofEpochMilli(startedAt),
                Duration.ofNanos(nanos),
                Payload.of(event),
                Payload.of(answer.payload()),
                answer.functionError(),
                answer.logTail()));
    }

    @Override
    public List<EnvironmentState> environments() {
        return function.environments();
    }

    /** How many have ended, without those that were throttled. */
    long invocations() {
        return latencies.count();
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

    LatencyWindow latencies() {
        return latencies;
    }
}
