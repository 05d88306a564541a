package io.gatehouse.localcloud.cloud.console;

import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invocation that has ended.
 *
 * @param id greater than those of what ended before
 * @param duration as its caller saw it, the start of an environment included
 * @param functionError as in {@link InvocationResult}
 * @param log its last lines
 */
record RecordedInvocation(
        long id,
        String function,
        Instant startedAt,
        Duration duration,
        Payload event,
        Payload answer,
        @Nullable String functionError,
        String log) {}
