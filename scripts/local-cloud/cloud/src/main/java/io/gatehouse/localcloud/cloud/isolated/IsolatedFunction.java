package io.gatehouse.localcloud.cloud.isolated;

import io.gatehouse.localcloud.cloud.runtime.EnvironmentState;
import io.gatehouse.localcloud.cloud.runtime.FunctionDefinition;
import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import io.gatehouse.localcloud.cloud.runtime.RequestId;
import io.gatehouse.localcloud.cloud.runtime.RunningFunction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A function in execution environments of its own. */
final class IsolatedFunction implements RunningFunction {
    private static final Duration INIT_LIMIT = Duration.ofSeconds(10);
    private static final Duration SNAPSHOT_LIMIT = Duration.ofSeconds(130);
    private static final Duration DEBUGGING = Duration.ofDays(1);

    private final EnvironmentPool pool;
    private final Supplier<Launcher> launcher;

    IsolatedFunction(EnvironmentPool pool, Supplier<Launcher> launcher) {
        this.pool = pool;
        this.launcher = launcher;
    }

    /** Where an environment is not ready in time there is one more try, which has the time of the handler for it. */
    @Override
    public InvocationResult invoke(byte[] event) {
        try {
            var definition = pool.function();
            return invoke(event, definition.snapStart() ? SNAPSHOT_LIMIT : INIT_LIMIT, definition.timeout())
                    .or(() -> invoke(event, definition.timeout(), definition.timeout()))
                    .orElseGet(() -> InvocationResult.timedOut(RequestId.random(), definition.timeout()));
        } catch (RuntimeException e) {
            return InvocationResult.failed(e.getClass().getName(), e.getMessage());
        }
    }

    @Override
    public List<EnvironmentState> environments() {
        return pool.states();
    }

    @Override
    public void define(FunctionDefinition definition) {
        pool.define(definition);
    }

    @Override
    public void retire() {
        pool.retire();
    }

    /** Empty if the environment was not ready in time. */
    private Optional<InvocationResult> invoke(byte[] event, Duration initLimit, Duration limit) {
        var member = pool.enter(launcher.get());
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
}
