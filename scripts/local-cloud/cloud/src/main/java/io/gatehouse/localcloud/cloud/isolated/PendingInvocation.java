package io.gatehouse.localcloud.cloud.isolated;

import io.gatehouse.localcloud.cloud.runtime.InvocationLog;
import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import io.gatehouse.localcloud.cloud.runtime.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** One event on its way through an environment. */
final class PendingInvocation {
    private final String requestId = RequestId.random();
    private final String function;
    private final byte[] event;
    private final InvocationLog log = new InvocationLog();
    private final CompletableFuture<InvocationResult> result = new CompletableFuture<>();
    private volatile Instant deadline = Instant.MAX;
    private volatile long start = System.nanoTime();

    PendingInvocation(String function, byte[] event) {
        this.function = function;
        this.event = event;
    }

    String requestId() {
        return requestId;
    }

    /** The function's name. */
    String function() {
        return function;
    }

    byte[] event() {
        return event;
    }

    InvocationLog log() {
        return log;
    }

    /** Its time counts from here, and not while its environment starts. */
    void begin(Duration limit) {
        start = System.nanoTime();
        deadline = Instant.now().plus(limit);
    }

    Instant deadline() {
        return deadline;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** The first result counts. */
    CompletableFuture<InvocationResult> result() {
        return result;
    }
}
