package io.gatehouse.localcloud.cloud.isolated;

import java.time.Duration;
import java.util.Map;

/**
 * How functions run in execution environments. Debuggers attach to ports by the functions' names, without time limits.
 */
public record IsolationOptions(
        int concurrencyPerEnvironment,
        int environmentsPerFunction,
        Duration idleTime,
        Map<String, Integer> debugPorts,
        boolean awaitDebugger) {
    /** What a new AWS account has for all its functions. */
    public static final int ENVIRONMENTS_PER_FUNCTION = 10;

    /** One request at a time, ten environments, which end after five minutes without requests. */
    public static IsolationOptions defaults() {
        return new IsolationOptions(1, ENVIRONMENTS_PER_FUNCTION, Duration.ofMinutes(5), Map.of(), false);
    }
}
