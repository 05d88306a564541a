package io.gatehouse.localcloud.cloud.isolated;

import io.gatehouse.localcloud.cloud.runtime.EnvironmentState;
import io.gatehouse.localcloud.cloud.runtime.FunctionDefinition;
import io.gatehouse.localcloud.cloud.runtime.FunctionOutput;
import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import io.gatehouse.localcloud.cloud.runtime.Invoker;
import io.gatehouse.localcloud.cloud.runtime.ReportLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Functions that run as on Lambda, each in JVMs of its own. None of these is left when this process ends. */
public final class Isolation implements AutoCloseable {
    private static final long OUTPUT_MILLIS = 100;
    private static final long IDLE_CHECK_MILLIS = 1000;
    private static final Duration INIT_LIMIT = Duration.ofSeconds(10);
    private static final Duration SNAPSHOT_LIMIT = Duration.ofSeconds(130);
    private static final Duration DEBUGGING = Duration.ofDays(1);

    private final IsolationOptions options;
    private final List<EnvironmentPool> pools = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Launcher> launcher = new CompletableFuture<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("environments").factory());

    public Isolation(IsolationOptions options) {
        this.options = options;
    }

    /** It can be invoked after {@link #start}. Its environments start when they are needed. */
    public Invoker function(FunctionDefinition definition) {
        var pool = new EnvironmentPool(definition, options);
        pools.add(pool);
        return new IsolatedFunction(pool);
    }

    private final class IsolatedFunction implements Invoker {
        private final EnvironmentPool pool;

        IsolatedFunction(EnvironmentPool pool) {
            this.pool = pool;
        }

        /** Where an environment is not ready in time there is one more try, within the time of the handler. */
        @Override
        public InvocationResult invoke(byte[] event) {
            try {
                var limit = pool.function().timeout();
                return invoke(event, pool.function().snapStart() ? SNAPSHOT_LIMIT : INIT_LIMIT, limit)
                        .or(() -> invoke(event, limit, limit))
                        .orElseGet(() -> InvocationResult.timedOut(ReportLine.newRequestId(), limit));
            } catch (RuntimeException e) {
                return InvocationResult.failed(e.getClass().getName(), e.getMessage());
            }
        }

        /** Empty if the environment was not ready in time. */
        private Optional<InvocationResult> invoke(byte[] event, Duration initLimit, Duration limit) {
            var member = pool.enter(launcher.join());
            if (member == null) {
                return Optional.of(InvocationResult.throttled());
            }
            try {
                return member.isDebugged()
                        ? member.environment().invoke(event, DEBUGGING, DEBUGGING)
                        : member.environment().invoke(event, initLimit, limit);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted", e);
            } finally {
                pool.leave(member);
            }
        }

        @Override
        public List<EnvironmentState> environments() {
            return pool.states();
        }
    }

    /** Ends environments that a killed local cloud has left behind. */
    public void start(Path folder) {
        FunctionOutput.install();
        launcher.complete(new Launcher(folder, options));
        every(OUTPUT_MILLIS, EnvironmentPool::readOutput);
        every(IDLE_CHECK_MILLIS, EnvironmentPool::removeIdle);
    }

    private void every(long millis, Consumer<EnvironmentPool> action) {
        var _ = clock.scheduleWithFixedDelay(() -> pools.forEach(action), millis, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        pools.forEach(EnvironmentPool::close);
        if (launcher.isDone()) {
            launcher.join().close();
        }
    }
}
