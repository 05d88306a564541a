package io.gatehouse.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.Map;

/** A local cloud's functions. */
interface FunctionInvoker {
    JsonMapper JSON = new JsonMapper();

    /** @throws CommandFailedException if the function fails; its message says why */
    JsonNode invoke(String function, Map<String, String> event);

    /**
     * Those of the cloud that runs on a data folder, or on its stores while none runs.
     *
     * @param script the program that invokes a function where no local cloud runs
     */
    static FunctionInvoker of(Path data, Path script, boolean noBuild) {
        return RunningCloud.on(data)
                .<FunctionInvoker>map(cloud -> cloud)
                .orElseGet(() -> new InvokeScript(script, data, noBuild));
    }

    /** A function's answer, or the exception that it ended with. */
    static CommandFailedException failure(JsonNode error) {
        return new CommandFailedException(error.path("errorMessage").asText(error.toString()));
    }
}
