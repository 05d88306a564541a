package io.gatehouse.localcloud.cloud.isolated;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.localcloud.cloud.runtime.FunctionDefinition;
import io.gatehouse.localcloud.cloud.runtime.FunctionOutput;
import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** An execution environment: one JVM with one handler object, from its start to its end. */
final class Environment {
    private final FunctionDefinition function;
    private final RuntimeSession session = new RuntimeSession(this::readOutput);
    private final Launcher launcher;
    private final EnvironmentProcess process;
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile boolean killed;

    /** Starts it. */
    Environment(FunctionDefinition function, Launcher launcher, Optional<Integer> debugPort) {
        this.function = function;
        this.launcher = launcher;
        this.process = launcher.launch(function, session, debugPort);
        process.onEnd(how -> {
            session.end(how);
            launcher.forget(process, session);
        });
    }

    /**
     * Has it handle an event. It is killed if either limit is passed.
     *
     * @param initLimit how long to wait until it is ready
     * @param limit how long the handler may take
     * @return empty if it was not ready in time
     */
    Optional<InvocationResult> invoke(byte[] event, Duration initLimit, Duration limit) throws InterruptedException {
        var invocation = new PendingInvocation(function.name(), event);
        invocation.log().append(("START RequestId: " + invocation.requestId() + " Version: $LATEST\n").getBytes(UTF_8));
        session.add(invocation);
        try {
            if (session.awaitReady(initLimit)) {
                return Optional.of(report(invocation, handle(invocation, limit)));
            }
            readOutput();
            kill();
            return Optional.empty();
        } finally {
            session.remove(invocation);
            if (session.underWay().isEmpty()) {
                process.output().trim();
            }
        }
    }

    private InvocationResult handle(PendingInvocation invocation, Duration limit) throws InterruptedException {
        invocation.begin(limit);
        session.hand(invocation);
        try {
            return invocation.result().get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            invocation.result().complete(InvocationResult.timedOut(invocation.requestId(), limit));
            readOutput();
            kill();
            return invocation.result().join();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private InvocationResult report(PendingInvocation invocation, InvocationResult result) {
        var isFirst = answered.compareAndSet(false, true);
        if (isFirst && result.functionError() == null) {
            launcher.answered(function);
        }
        var report = new InvocationReport(
                function,
                invocation.requestId(),
                invocation.elapsed(),
                process.peakMegabytes(),
                isFirst ? Optional.of(session.initDuration()) : Optional.empty(),
                isFirst ? session.restoreDuration() : Optional.empty());
        FunctionOutput.print(report.summary().getBytes(UTF_8), List.of());
        return result.with(invocation.log().tail() + report.log(), report.duration());
    }

    /** Passes on what it has printed since the last time, as long as there are invocations that it may be of. */
    synchronized void readOutput() {
        var logs = session.underWay().stream().map(PendingInvocation::log).toList();
        if (!logs.isEmpty()) {
            FunctionOutput.print(process.output().read(), logs);
        }
    }

    /** Whether it has asked for its first invocation. */
    boolean isReady() {
        return session.isReady();
    }

    /** Whether it has ended, or is about to. */
    boolean isOver() {
        return killed || session.hasEnded();
    }

    void kill() {
        killed = true;
        process.kill();
    }
}
