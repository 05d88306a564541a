package io.gatehouse.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The functions on the stores of a local cloud that does not run, by {@code scripts/invoke}. */
record InvokeScript(Path script, Path data, boolean noBuild) implements FunctionInvoker {
    @Override
    public JsonNode invoke(String function, Map<String, String> event) {
        try {
            var process = new ProcessBuilder(command(function))
                    .redirectError(Redirect.INHERIT)
                    .start();
            try (var input = process.getOutputStream()) {
                input.write(JSON.writeValueAsBytes(event));
            }
            var answer = process.getInputStream().readAllBytes();
            var exitCode = process.waitFor();
            if (exitCode != 0 && answer.length == 0) {
                throw CommandFailedException.explained(exitCode);
            }
            if (exitCode != 0) {
                throw FunctionInvoker.failure(JSON.readTree(answer));
            }
            return JSON.readTree(answer);
        } catch (JsonProcessingException e) {
            throw new CommandFailedException("%s has no answer in JSON.".formatted(function));
        } catch (IOException e) {
            throw new CommandFailedException("%s cannot be started: %s".formatted(script, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("Interrupted.");
        }
    }

    private List<String> command(String function) {
        var command = new ArrayList<>(List.of(script.toString(), "--quiet", "--data", data.toString()));
        if (noBuild) {
            command.add("--no-build");
        }
        command.addAll(List.of(function, "-"));
        return command;
    }
}
