package io.gatehouse.localcloud.cloud.isolated;

import io.gatehouse.localcloud.cloud.runtime.InvocationLog;
import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import io.gatehouse.localcloud.cloud.runtime.ReportLine;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** One event on its way through an environment. */
final class PendingInvocation {
    final String requestId = ReportLine.newRequestId();
    final String function;
    final byte[] event;
    final InvocationLog log = new InvocationLog();
    /** The first result counts. */
    final CompletableFuture<InvocationResult> result = new CompletableFuture<>();

    private volatile Instant deadline = Instant.MAX;
    private volatile long start = System.nanoTime();

    PendingInvocation(String function, byte[] event) {
        this.function = function;
        this.event = event;
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
}
