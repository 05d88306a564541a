package io.gatehouse.localcloud.isolated;

import io.gatehouse.localcloud.runtime.Answer;
import io.gatehouse.localcloud.runtime.EnvironmentState;
import io.gatehouse.localcloud.runtime.FunctionDefinition;
import io.gatehouse.localcloud.runtime.Invoker;
import io.gatehouse.localcloud.runtime.RequestId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A function in execution environments of its own. */
final class IsolatedFunction implements Invoker {
    private static final Duration INIT_LIMIT = Duration.ofSeconds(10);
    private static final Duration SNAPSHOT_LIMIT = Duration.ofSeconds(130);
    private static final Duration DEBUGGING = Duration.ofDays(1);

    private final FunctionDefinition definition;
    private final EnvironmentPool pool;
    private final Supplier<Launcher> launcher;

    IsolatedFunction(FunctionDefinition definition, EnvironmentPool pool, Supplier<Launcher> launcher) {
        this.definition = definition;
        this.pool = pool;
        this.launcher = launcher;
    }

    /** Where an environment is not ready in time there is one more try, which has the time of the handler for it. */
    @Override
    public Answer invoke(byte[] event) {
        try {
            return invoke(event, definition.snapStart() ? SNAPSHOT_LIMIT : INIT_LIMIT)
                    .or(() -> invoke(event, definition.timeout()))
                    .orElseGet(() -> Outcome.timedOut(RequestId.random(), definition.timeout())
                            .answer());
        } catch (RuntimeException e) {
            return Outcome.failed(e.getClass().getName(), String.valueOf(e.getMessage()))
                    .answer();
        }
    }

    @Override
    public List<EnvironmentState> environments() {
        return pool.states();
    }

    /** Empty if the environment was not ready in time. */
    private Optional<Answer> invoke(byte[] event, Duration initLimit) {
        var member = pool.enter(launcher.get());
        if (member == null) {
            return Optional.of(Answer.throttled());
        }
        try {
            return member.isDebugged()
                    ? member.environment().invoke(event, DEBUGGING, DEBUGGING)
                    : member.environment().invoke(event, initLimit, definition.timeout());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } finally {
            pool.leave(member);
        }
    }
}
