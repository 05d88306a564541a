package io.gatehouse.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

/**
 * The functions of a local cloud that runs, by its Lambda API.
 *
 * @param lambda base URL
 */
record RunningCloud(URI lambda) implements FunctionInvoker {
    /** Empty if none runs on this folder; a cloud holds the lock as long as it runs. */
    static Optional<RunningCloud> on(Path data) {
        try (var lock = FileChannel.open(data.resolve("lock"), StandardOpenOption.WRITE)) {
            if (lock.tryLock() != null) {
                return Optional.empty();
            }
            var cloud = JSON.readTree(Files.readAllBytes(data.resolve("cloud.json")));
            return Optional.of(new RunningCloud(URI.create(cloud.path("console").asText())));
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    @Override
    public JsonNode invoke(String function, Map<String, String> event) {
        try {
            var call = (HttpURLConnection) lambda.resolve("/2015-03-31/functions/" + function + "/invocations")
                    .toURL()
                    .openConnection(Proxy.NO_PROXY);
            call.setDoOutput(true);
            try (var body = call.getOutputStream()) {
                body.write(JSON.writeValueAsBytes(event));
            }
            if (call.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new CommandFailedException("The local cloud at %s refuses: status %s."
                        .formatted(lambda, Integer.toString(call.getResponseCode())));
            }
            try (var content = call.getInputStream()) {
                var answer = JSON.readTree(content);
                if (call.getHeaderField("X-Amz-Function-Error") != null) {
                    throw FunctionInvoker.failure(answer);
                }
                return answer;
            }
        } catch (IOException e) {
            throw new CommandFailedException("The local cloud at %s does not answer: %s".formatted(lambda, e));
        }
    }
}
