package io.gatehouse.localcloud.services.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.localcloud.services.JsonCodec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** SQS's actions over its JSON protocol (AWS JSON 1.0), without signatures: for a server on this machine. */
public final class SqsClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(25);

    private final URI endpoint;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public SqsClient(String endpoint) {
        this.endpoint = URI.create(endpoint + "/");
    }

    /** Calls an action with its parameters as SQS's API reference names them. */
    public JsonNode call(String action, Map<String, ?> parameters) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(endpoint)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "AmazonSQS." + action)
                .POST(BodyPublishers.ofByteArray(JsonCodec.bytes(parameters)))
                .build();
        var response = http.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("SQS answered %s with %s: %s"
                    .formatted(action, response.statusCode(), new String(response.body(), UTF_8)));
        }
        return response.body().length == 0 ? JsonCodec.object() : JsonCodec.read(response.body());
    }

    /** Ends calls under way; they throw. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
