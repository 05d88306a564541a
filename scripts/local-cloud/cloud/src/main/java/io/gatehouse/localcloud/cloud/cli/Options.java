package io.gatehouse.localcloud.cloud.cli;

import io.gatehouse.localcloud.cloud.deployment.CloudOptions;
import io.gatehouse.localcloud.cloud.deployment.Progress;
import io.gatehouse.localcloud.cloud.isolated.IsolationOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that all commands share. */
final class Options {
    static final String SCRIPT_HEADING = "For the script that starts this:%n";
    static final String NO_BUILD = "      --no-build            Run what is built already.";

    @Option(
            names = "--template",
            paramLabel = "FILE",
            defaultValue = "template.yaml",
            description = "The SAM template. Default: ${DEFAULT-VALUE}.")
    Path template = Path.of("template.yaml");

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = ".local",
            description = "Keeps the stores' data between starts. Default: ${DEFAULT-VALUE}.")
    Path data = Path.of(".local");

    @Option(
            names = "--parameter-overrides",
            paramLabel = "NAME=VALUE",
            arity = "1..*",
            description =
                    "Values for the template's parameters, in each of sam's spellings; file://FILE reads YAML or JSON.")
    List<String> parameters = new ArrayList<>();

    @ArgGroup(exclusive = false, order = 1, heading = "How functions run:%n")
    FunctionOptions functions = new FunctionOptions();

    @Option(names = "--quiet", description = "Say nothing but what was asked for.")
    boolean quiet;

    static void checkPort(int port, String option) {
        if (port < 0 || port > 65_535) {
            throw new UsageException("%s takes a port, 0 to 65535, not %s.".formatted(option, port));
        }
    }

    Progress progress() {
        return quiet ? Progress.silent() : Progress.sinceStart();
    }

    CloudOptions cloud(
            boolean fresh, int port, int consolePort, @Nullable Path samEnvVars, Map<String, Integer> debugPorts) {
        return new CloudOptions(
                template,
                data.toAbsolutePath().normalize(),
                fresh,
                port,
                consolePort,
                Optional.ofNullable(samEnvVars),
                ParameterOverrides.parse(parameters),
                functions.packaged,
                functions.isolation(debugPorts));
    }

    /** The options that say how functions run. */
    static final class FunctionOptions {
        @Option(
                names = "--packaged",
                description = "From their bundles as they are deployed, not from what is compiled.")
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

        static void requireLinux(String option) {
            if (!System.getProperty("os.name").equals("Linux")) {
                throw new UsageException("%s needs Linux: AWS's runtime interface client is made for no other system."
                        .formatted(option));
            }
        }
    }
}
