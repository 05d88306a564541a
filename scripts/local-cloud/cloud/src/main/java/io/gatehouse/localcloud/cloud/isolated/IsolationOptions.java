package io.gatehouse.localcloud.cloud.isolated;

import java.time.Duration;
import java.util.Map;

/**
 * How functions run in execution environments.
 *
 * @param concurrencyPerEnvironment how many requests one environment gets at a time; more than 1 as on Lambda Managed
 *     Instances
 * @param environmentsPerFunction the most environments of a function that has no reserved concurrency
 * @param idleTime after which an environment without requests ends
 * @param debugPorts where a debugger attaches to one environment of a function, by the function's name; there are no
 *     time limits in it
 * @param awaitDebugger whether that environment begins only when a debugger has attached
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
