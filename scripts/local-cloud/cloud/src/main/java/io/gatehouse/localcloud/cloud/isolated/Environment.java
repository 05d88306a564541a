package io.gatehouse.localcloud.cloud.isolated;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.localcloud.cloud.runtime.FunctionDefinition;
import io.gatehouse.localcloud.cloud.runtime.FunctionOutput;
import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import io.gatehouse.localcloud.cloud.runtime.ReportLine;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.io.function.Uncheck;

/** An execution environment: one JVM with one handler object, from its start to its end. */
final class Environment {
    private final FunctionDefinition function;
    private final RuntimeSession session = new RuntimeSession(this::readOutput);
    private final EnvironmentProcess process;
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile boolean killed;

    /** Starts it. */
    Environment(FunctionDefinition function, Launcher launcher, Optional<Integer> debugPort) {
        this.function = function;
        this.process = launcher.launch(function, session, debugPort);
        process.onEnd(how -> {
            session.end(how);
            launcher.forget(process, session);
        });
    }

    /** Has it handle an event; empty if it was not ready in time. It is killed if either limit is passed. */
    Optional<InvocationResult> invoke(byte[] event, Duration initLimit, Duration limit) throws InterruptedException {
        var invocation = new PendingInvocation(function.name(), event);
        invocation.log.append(("START RequestId: " + invocation.requestId + " Version: $LATEST\n").getBytes(UTF_8));
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
                Uncheck.run(process.output()::trim);
            }
        }
    }

    private InvocationResult handle(PendingInvocation invocation, Duration limit) throws InterruptedException {
        invocation.begin(limit);
        session.hand(invocation);
        try {
            return invocation.result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            invocation.result.complete(InvocationResult.timedOut(invocation.requestId, limit));
            readOutput();
            kill();
            return invocation.result.join();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the log as Lambda does, and prints one line on the terminal. */
    private InvocationResult report(PendingInvocation invocation, InvocationResult result) {
        var took = invocation.elapsed();
        var id = invocation.requestId;
        var log = new StringBuilder("END RequestId: " + id + "\n");
        log.append(ReportLine.of(id, took, function.memoryMegabytes()));
        var line = new StringBuilder(function.name() + ": ");
        line.append(String.format(Locale.ROOT, "%.1f ms", took.toNanos() / 1e6));
        process.peakMegabytes().ifPresent(peak -> log.append("\tMax Memory Used: " + peak + " MB"));
        if (answered.compareAndSet(false, true)) {
            append(log, line, "Init", session.initDuration());
            session.restoreDuration().ifPresent(time -> append(log, line, "Restore", time));
        }
        process.peakMegabytes().ifPresent(peak -> line.append(", " + peak + " MB"));
        FunctionOutput.print((line + " (" + id + ")\n").getBytes(UTF_8), List.of());
        return result.with(invocation.log.tail() + log.append("\t\n"), took);
    }

    private static void append(StringBuilder log, StringBuilder line, String phase, Duration time) {
        log.append("\t" + phase + " Duration: " + ReportLine.millis(time) + " ms");
        line.append(" + " + phase.toLowerCase(Locale.ROOT) + " " + time.toMillis() + " ms");
    }

    /** Passes on what it has printed since the last time, as long as there are invocations that it may be of. */
    synchronized void readOutput() {
        var logs = session.underWay().stream().map(invocation -> invocation.log).toList();
        if (!logs.isEmpty()) {
            FunctionOutput.print(Uncheck.get(process.output()::read), logs);
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
