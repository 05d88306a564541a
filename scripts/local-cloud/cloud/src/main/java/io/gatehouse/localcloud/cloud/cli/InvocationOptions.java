package io.gatehouse.localcloud.cloud.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.localcloud.cloud.deployment.Progress;
import io.gatehouse.localcloud.services.JsonCodec;
import io.gatehouse.localcloud.services.LoopbackPorts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a command invokes a function with: an event, and maybe an environment for this one invocation. */
final class InvocationOptions {
    private static final String ENV_VARS = "--env-vars";
    private static final String DEBUG_PORT = "--debug-port";

    @Parameters(
            index = "+",
            arity = "0..1",
            paramLabel = "EVENT",
            description = "A file with the event, or - for standard input.")
    private @Nullable String parameter;

    @Option(
            names = {"-e", "--event"},
            paramLabel = "EVENT",
            description = "The same, as for sam.")
    private @Nullable String option;

    @Option(
            names = {"-n", ENV_VARS},
            paramLabel = "FILE",
            description = """
                    Start a JVM of its own for the function, with other values of its environment variables: JSON as \
                    for sam, {"Function": {"NAME": "value"}} or {"Parameters": {"NAME": "value"}} for all functions. \
                    Variables that it does not have are left out.""")
    private @Nullable String envVars;

    @Option(
            names = {"-d", DEBUG_PORT},
            paramLabel = "PORT",
            description = """
                    Start a JVM of its own for the function, which waits there for a debugger, and has no time limit; 0 \
                    for any free port.""")
    private @Nullable Integer debugPort;

    JsonFile event() {
        var file = parameter == null ? option : parameter;
        if (file == null || (parameter != null && option != null)) {
            throw new UsageException("Name one event: a file, or - for standard input.");
        }
        return JsonFile.read(file);
    }

    /** Empty if the function runs in the cloud. */
    Optional<SingleEnvironment> environment(Progress progress) {
        if (envVars == null && debugPort == null) {
            return Optional.empty();
        }
        Options.FunctionOptions.requireLinux(debugPort == null ? ENV_VARS : DEBUG_PORT);
        return Optional.of(new SingleEnvironment(
                envVars == null ? JsonCodec.object() : variables(envVars),
                Optional.ofNullable(debugPort).map(InvocationOptions::freePort),
                progress));
    }

    private static JsonNode variables(String file) {
        var json = JsonFile.read(file).json();
        var isWellFormed = json.isObject()
                && json.valueStream()
                        .allMatch(
                                owner -> owner.isObject() && owner.valueStream().allMatch(JsonNode::isValueNode));
        if (!isWellFormed) {
            throw new UsageException(
                    "%s is no {\"Function\": {\"NAME\": \"value\"}}, as %s takes it.".formatted(file, ENV_VARS));
        }
        return json;
    }

    private static int freePort(int port) {
        Options.checkPort(port, DEBUG_PORT);
        return LoopbackPorts.free(port, DEBUG_PORT);
    }
}
