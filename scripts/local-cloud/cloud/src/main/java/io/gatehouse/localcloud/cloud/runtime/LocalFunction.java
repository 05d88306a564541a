package io.gatehouse.localcloud.cloud.runtime;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A function in this process, created at its first invocation, and anew when its classes have changed. */
public final class LocalFunction implements Invoker {
    static final int MAX_CONCURRENCY = 16;

    private static final long CHECK_INTERVAL = TimeUnit.MILLISECONDS.toNanos(300);

    private final Semaphore capacity = new Semaphore(MAX_CONCURRENCY);
    private final FunctionDefinition definition;
    private volatile @Nullable ExecutionEnvironment environment;
    private volatile long nextCheck;

    public LocalFunction(FunctionDefinition definition) {
        FunctionOutput.install();
        this.definition = definition;
    }

    @Override
    public InvocationResult invoke(byte[] event) {
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
    public synchronized void close() {
        if (environment != null) {
            environment.leave();
            environment = null;
        }
    }

    /** The time limit counts from when there is a handler: as on Lambda, making it has its own time. */
    private InvocationResult invoke(byte[] event, InvocationLog log) {
        try {
            var entered = enter();
            return withinTimeLimit(entered, event, new HandlerContext(definition), log);
        } catch (Throwable e) {
            return new HandlerContext(definition).complete(InvocationResult.thrown(e), log);
        }
    }

    /** Runs the handler on the caller's thread. A handler that ignores the interruption is answered late. */
    private InvocationResult withinTimeLimit(
            ExecutionEnvironment entered, byte[] event, HandlerContext context, InvocationLog log) {
        var limit = definition.timeout();
        var timeout = InvocationTimeout.set(limit);
        var result = handle(entered, event, context, log);
        if (!timeout.lift()) {
            return result;
        }
        var late = InvocationResult.timedOut(context.getAwsRequestId(), limit);
        System.out.println(late.error());
        return context.complete(late, log);
    }

    private InvocationResult handle(
            ExecutionEnvironment entered, byte[] event, HandlerContext context, InvocationLog log) {
        try {
            return context.complete(InvocationResult.returned(entered.handle(event, context)), log);
        } catch (Throwable e) {
            return context.complete(InvocationResult.thrown(e), log);
        } finally {
            entered.leave();
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
        if (current == null || current.isOutdated()) {
            var fresh = ExecutionEnvironment.create(definition);
            environment = fresh;
            if (current != null) {
                current.leave();
            }
            current = fresh;
        }
        nextCheck = System.nanoTime() + CHECK_INTERVAL;
        return current;
    }
}
