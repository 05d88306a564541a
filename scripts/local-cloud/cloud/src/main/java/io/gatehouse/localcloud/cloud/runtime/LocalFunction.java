package io.gatehouse.localcloud.cloud.runtime;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A function in this process. It is created at its first invocation, and anew when its classes or its definition have
 * changed; at most {@value #MAX_CONCURRENCY} invocations run at once, more wait.
 */
public final class LocalFunction implements RunningFunction {
    static final int MAX_CONCURRENCY = 16;

    private static final long CHECK_INTERVAL = TimeUnit.MILLISECONDS.toNanos(300);

    private final Semaphore capacity = new Semaphore(MAX_CONCURRENCY);
    private volatile FunctionDefinition definition;
    private volatile boolean retired;
    private volatile @Nullable ExecutionEnvironment environment;
    private volatile long nextCheck;

    public LocalFunction(FunctionDefinition definition) {
        FunctionOutput.install();
        this.definition = definition;
    }

    @Override
    public Answer invoke(byte[] event) {
        capacity.acquireUninterruptibly();
        try {
            var log = new InvocationLog();
            return ScopedValue.where(InvocationLog.CURRENT, log).call(() -> invoke(event, log));
        } finally {
            capacity.release();
        }
    }

    @Override
    public List<EnvironmentState> environments() {
        if (environment == null) {
            return List.of();
        }
        var isBusy = capacity.availablePermits() < MAX_CONCURRENCY;
        return List.of(isBusy ? EnvironmentState.BUSY : EnvironmentState.IDLE);
    }

    @Override
    public synchronized void define(FunctionDefinition changed) {
        definition = changed;
        nextCheck = System.nanoTime();
    }

    @Override
    public void retire() {
        retired = true;
        end();
    }

    private synchronized void end() {
        var current = environment;
        if (current != null) {
            environment = null;
            current.retire();
        }
    }

    /** The time limit counts from here: as on Lambda, making the handler has its own time. */
    private Answer invoke(byte[] event, InvocationLog log) {
        try {
            var entered = enter();
            return withinTimeLimit(entered, event, new Invocation(definition), log);
        } catch (Throwable e) {
            return Failure.of(e).answer(new Invocation(definition), log);
        }
    }

    /**
     * Runs the handler on the caller's thread: to hand it to another one would cost more than most handlers do. One
     * that heeds no interruption is so answered late.
     */
    private Answer withinTimeLimit(
            ExecutionEnvironment entered, byte[] event, Invocation invocation, InvocationLog log) {
        var limit = TimeLimit.set(definition.timeout());
        var answer = handle(entered, event, invocation, log);
        return limit.lift() ? Failure.timeout(definition.timeout()).answer(invocation, log) : answer;
    }

    private Answer handle(ExecutionEnvironment entered, byte[] event, Invocation invocation, InvocationLog log) {
        try {
            var payload = entered.handle(event, invocation);
            return invocation.answer(payload, null, log);
        } catch (Throwable e) {
            return Failure.of(e).answer(invocation, log);
        } finally {
            entered.leave();
            if (retired) {
                end();
            }
        }
    }

    private ExecutionEnvironment enter() throws Throwable {
        while (true) {
            var current = environment;
            if (current == null || System.nanoTime() - nextCheck >= 0) {
                current = refresh();
            }
            if (current.enter()) {
                return current;
            }
        }
    }

    private synchronized ExecutionEnvironment refresh() throws Throwable {
        var current = environment;
        if (current != null && System.nanoTime() - nextCheck < 0) {
            return current;
        }
        if (current == null || current.isOutdated(definition)) {
            var fresh = ExecutionEnvironment.create(definition);
            environment = fresh;
            if (current != null) {
                current.retire();
            }
            current = fresh;
        }
        nextCheck = System.nanoTime() + CHECK_INTERVAL;
        return current;
    }
}
