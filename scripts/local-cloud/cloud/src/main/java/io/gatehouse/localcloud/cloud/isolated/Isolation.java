package io.gatehouse.localcloud.cloud.isolated;

import io.gatehouse.localcloud.cloud.runtime.FunctionDefinition;
import io.gatehouse.localcloud.cloud.runtime.FunctionOutput;
import io.gatehouse.localcloud.cloud.runtime.RunningFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

    private final IsolationOptions options;
    private final List<EnvironmentPool> pools = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Launcher> launcher = new CompletableFuture<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("environments").factory());

    public Isolation(IsolationOptions options) {
        this.options = options;
    }

    /** It can be invoked after {@link #start}. Its environments start when they are needed. */
    public RunningFunction function(FunctionDefinition definition) {
        var pool = new EnvironmentPool(definition, options);
        pools.add(pool);
        return new IsolatedFunction(pool, launcher::join);
    }

    /**
     * Ends environments that a killed local cloud has left behind.
     *
     * @param folder for files of its own, used by no other process
     */
    public void start(Path folder) {
        FunctionOutput.install();
        launcher.complete(new Launcher(folder, options));
        every(OUTPUT_MILLIS, EnvironmentPool::readOutput);
        every(IDLE_CHECK_MILLIS, this::removeIdle);
    }

    private void every(long millis, Consumer<EnvironmentPool> action) {
        var _ = clock.scheduleWithFixedDelay(() -> pools.forEach(action), millis, millis, TimeUnit.MILLISECONDS);
    }

    private void removeIdle(EnvironmentPool pool) {
        pool.removeIdle();
        if (pool.isOver()) {
            pools.remove(pool);
        }
    }

    @Override
    public void close() throws IOException {
        clock.shutdownNow();
        pools.forEach(EnvironmentPool::close);
        if (launcher.isDone()) {
            launcher.join().close();
        }
    }
}
