package io.gatehouse.localcloud.cloud.cli;

import io.gatehouse.localcloud.cloud.isolated.IsolationOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say how functions run. */
final class FunctionOptions {
    @Option(names = "--packaged", description = "From their bundles as they are deployed, not from what is compiled.")
    boolean packaged;

    @Option(names = "--isolated", description = "As on Lambda, in JVMs of their own.")
    private boolean isolated;

    @Option(
            names = "--environments-per-function",
            paramLabel = "N",
            defaultValue = "10",
            description = "The most JVMs of a function without reserved concurrency. Default: ${DEFAULT-VALUE}.")
    private int environmentsPerFunction = IsolationOptions.ENVIRONMENTS_PER_FUNCTION;

    @Option(
            names = "--concurrency-per-environment",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "How many requests each of them gets at a time, as on Lambda Managed Instances. Default: ${DEFAULT-VALUE}.")
    private int concurrencyPerEnvironment = 1;

    @Option(
            names = "--idle-seconds",
            paramLabel = "N",
            defaultValue = "300",
            description = "After which one without requests ends. Default: ${DEFAULT-VALUE}.")
    private int idleSeconds = 300;

    /** @param debugPorts by the functions' names */
    Optional<IsolationOptions> isolation(Map<String, Integer> debugPorts) {
        if (isolated) {
            requireLinux("--isolated");
        }
        check(environmentsPerFunction, "--environments-per-function");
        check(concurrencyPerEnvironment, "--concurrency-per-environment");
        check(idleSeconds, "--idle-seconds");
        return isolated
                ? Optional.of(new IsolationOptions(
                        concurrencyPerEnvironment,
                        environmentsPerFunction,
                        Duration.ofSeconds(idleSeconds),
                        debugPorts,
                        false))
                : Optional.empty();
    }

    private static void check(int number, String option) {
        if (number < 1) {
            throw new UsageException("%s takes a number from 1, not %s.".formatted(option, number));
        }
    }

    /** @throws UsageException on a system that has no execution environments */
    static void requireLinux(String option) {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new UsageException(
                    "%s needs Linux: AWS's runtime interface client is made for no other system.".formatted(option));
        }
    }
}
