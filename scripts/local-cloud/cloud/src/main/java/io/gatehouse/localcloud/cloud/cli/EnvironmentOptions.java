package io.gatehouse.localcloud.cloud.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gatehouse.localcloud.cloud.deployment.Progress;
import io.gatehouse.localcloud.services.LocalServer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that have a command start an execution environment for its one invocation. */
final class EnvironmentOptions {
    private static final String ENV_VARS = "--env-vars";
    private static final String DEBUG_PORT = "--debug-port";

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

    /**
     * Empty if none of them is given.
     *
     * @throws UsageException if they cannot be followed
     */
    Optional<SingleEnvironment> environment(Progress progress) {
        if (envVars == null && debugPort == null) {
            return Optional.empty();
        }
        FunctionOptions.requireLinux(debugPort == null ? ENV_VARS : DEBUG_PORT);
        return Optional.of(new SingleEnvironment(
                Optional.ofNullable(envVars)
                        .map(EnvironmentOptions::read)
                        .orElseGet(JsonNodeFactory.instance::objectNode),
                Optional.ofNullable(debugPort).map(EnvironmentOptions::freePort),
                progress));
    }

    private static JsonNode read(String file) {
        var json = JsonFile.read(file).json();
        if (!json.isObject() || !json.valueStream().allMatch(EnvironmentOptions::isVariables)) {
            throw new UsageException(
                    "%s is no {\"Function\": {\"NAME\": \"value\"}}, as %s takes it.".formatted(file, ENV_VARS));
        }
        return json;
    }

    private static boolean isVariables(JsonNode json) {
        return json.isObject() && json.valueStream().allMatch(JsonNode::isValueNode);
    }

    private static int freePort(int port) {
        Options.checkPort(port, DEBUG_PORT);
        return LocalServer.freePort(port, DEBUG_PORT);
    }
}
