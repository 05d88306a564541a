package io.gatehouse.localcloud.cloud.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.localcloud.cloud.deployment.Progress;
import io.gatehouse.localcloud.cloud.isolated.Isolation;
import io.gatehouse.localcloud.cloud.isolated.IsolationOptions;
import io.gatehouse.localcloud.cloud.runtime.FunctionDefinition;
import io.gatehouse.localcloud.cloud.runtime.FunctionOutput;
import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import io.gatehouse.localcloud.services.Folders;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An execution environment for one invocation, which this process starts and ends. */
record SingleEnvironment(JsonNode envVars, Optional<Integer> debugPort, Progress progress) {
    private static final String ALL_FUNCTIONS = "Parameters";

    InvocationResult invoke(String id, FunctionDefinition function, byte[] event) {
        FunctionOutput.keepToLogs();
        try (var isolation = new Isolation(options(function))) {
            var invoker = isolation.function(function.with(variables(id, function)));
            isolation.start(temporaryFolder());
            debugPort.ifPresent(port -> progress.done("Waiting for a debugger on port " + port));
            return invoker.invoke(event);
        }
    }

    private IsolationOptions options(FunctionDefinition function) {
        var defaults = IsolationOptions.defaults();
        return new IsolationOptions(
                defaults.concurrencyPerEnvironment(),
                1,
                defaults.idleTime(),
                debugPort.map(port -> Map.of(function.name(), port)).orElse(Map.of()),
                true);
    }

    /** As sam has it: none that the function does not have anyway, and all of them texts. */
    Map<String, String> variables(String id, FunctionDefinition function) {
        var variables = new HashMap<>(function.environment().get());
        for (var owner : List.of(ALL_FUNCTIONS, function.name(), id)) {
            envVars.path(owner)
                    .forEachEntry((name, value) -> variables.replace(name, value.isNull() ? "" : value.asText()));
        }
        return variables;
    }

    /** Gone when this process ends, also where it is told to while it waits for a debugger. */
    private static Path temporaryFolder() {
        var folder = Folders.temporary("environment-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Folders.delete(folder)));
        return folder;
    }
}
