package io.gatehouse.localcloud.cloud.isolated;

import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the runtime in an environment and those who invoke it say to each other. */
final class RuntimeSession {
    private final long startedAt = System.nanoTime();
    private final Runnable beforeResult;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Map<String, PendingInvocation> underWay = new ConcurrentHashMap<>();
    private final Map<String, InvocationResult> failures = new ConcurrentHashMap<>();

    /** Empty once the environment has ended. */
    private final BlockingQueue<Optional<PendingInvocation>> handed = new LinkedBlockingQueue<>();

    private volatile @Nullable InvocationResult initFailure;
    private volatile @Nullable String end;
    private volatile @Nullable Long snapshotAt;
    private volatile @Nullable Long readyAt;

    /** @param beforeResult called when the runtime has an result to tell, before whoever waits for it is told */
    RuntimeSession(Runnable beforeResult) {
        this.beforeResult = beforeResult;
    }

    /** Waits until the runtime asks for its first invocation, or has ended. Returns whether that came to be in time. */
    boolean awaitReady(Duration limit) throws InterruptedException {
        return ready.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    boolean isReady() {
        return readyAt != null;
    }

    /** From here on what the environment prints may be of this invocation. */
    void add(PendingInvocation invocation) {
        underWay.put(invocation.requestId, invocation);
    }

    void remove(PendingInvocation invocation) {
        underWay.remove(invocation.requestId);
    }

    Collection<PendingInvocation> underWay() {
        return underWay.values();
    }

    /** To be called for what has been added; its result comes in any case once the environment ends. */
    void hand(PendingInvocation invocation) {
        handed.add(Optional.of(invocation));
        if (end != null) {
            beforeResult.run();
            invocation.result.complete(resultOfEnd(invocation));
        }
    }

    /** The runtime asks for an invocation, and waits for it. Null if the environment has ended. */
    @Nullable
    PendingInvocation next() throws InterruptedException {
        endInit();
        tellFailures();
        var next = handed.take();
        if (next.isEmpty()) {
            handed.add(next);
        }
        return next.orElse(null);
    }

    private void endInit() {
        if (readyAt == null) {
            readyAt = System.nanoTime();
        }
        ready.countDown();
    }

    /** False if no such invocation is under way. */
    boolean respond(String requestId, InvocationResult result) {
        var invocation = underWay.get(requestId);
        if (invocation == null) {
            return false;
        }
        beforeResult.run();
        return invocation.result.complete(result);
    }

    /** Told when the runtime asks for the next invocation or ends, for it prints the stack trace in between. */
    boolean fail(String requestId, InvocationResult result) {
        failures.putIfAbsent(requestId, result);
        return underWay.containsKey(requestId);
    }

    private void tellFailures() {
        failures.forEach(this::respond);
        failures.clear();
    }

    /** The runtime says why it is going to end. */
    void failInit(InvocationResult result) {
        initFailure = result;
    }

    /** The runtime has run what comes before the snapshot, and goes on as after its restoration. */
    void restore() {
        snapshotAt = System.nanoTime();
    }

    /** From the start to the snapshot, or to the first {@link #next}, or to the end, whatever came first. */
    Duration initDuration() {
        var end = snapshotAt != null ? snapshotAt : readyAt;
        return end == null ? Duration.ZERO : Duration.ofNanos(end - startedAt);
    }

    /** From the snapshot to the first {@link #next}; empty if there was no snapshot. */
    Optional<Duration> restoreDuration() {
        return snapshotAt == null || readyAt == null
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(readyAt - snapshotAt));
    }

    /** The environment has ended. */
    void end(String how) {
        beforeResult.run();
        end = how;
        handed.add(Optional.empty());
        endInit();
        tellFailures();
        underWay.values().forEach(invocation -> invocation.result.complete(resultOfEnd(invocation)));
    }

    boolean hasEnded() {
        return end != null;
    }

    private InvocationResult resultOfEnd(PendingInvocation invocation) {
        var failure = initFailure;
        return failure != null
                ? failure
                : InvocationResult.failed(
                        "Runtime.ExitError",
                        "RequestId: %s Error: Runtime exited with error: %s".formatted(invocation.requestId, end));
    }
}
