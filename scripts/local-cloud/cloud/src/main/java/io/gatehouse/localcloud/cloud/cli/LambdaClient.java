package io.gatehouse.localcloud.cloud.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.localcloud.cloud.http.LambdaApi;
import io.gatehouse.localcloud.cloud.runtime.FunctionDefinition;
import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import io.gatehouse.localcloud.services.JsonCodec;
import io.gatehouse.localcloud.services.LocalCloudException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.OptionalInt;

/** Invokes functions of a running local cloud. */
final class LambdaClient implements AutoCloseable {
    private final String endpoint;
    private final HttpClient http = HttpClient.newHttpClient();

    LambdaClient(String endpoint) {
        this.endpoint = endpoint;
    }

    InvocationResult invoke(String function, byte[] event) {
        var start = System.nanoTime();
        var response = send(HttpRequest.newBuilder(URI.create(endpoint + LambdaApi.invocationPath(function)))
                .header("X-Amz-Log-Type", "Tail")
                .POST(BodyPublishers.ofByteArray(event)));
        var log = response.headers().firstValue("X-Amz-Log-Result").orElse("");
        return new InvocationResult(
                response.body(),
                response.headers().firstValue("X-Amz-Function-Error").orElse(null),
                new String(Base64.getDecoder().decode(log), StandardCharsets.UTF_8),
                Duration.ofNanos(System.nanoTime() - start));
    }

    /** What the cloud's own invocations of a function go by, apart from their concurrency. */
    FunctionDefinition definition(String id, boolean packaged) {
        var function = JsonCodec.read(send(HttpRequest.newBuilder(URI.create(endpoint + LambdaApi.path(id))))
                .body());
        var configuration = function.path("Configuration");
        var variables = new HashMap<String, String>();
        configuration.at("/Environment/Variables").forEachEntry((name, value) -> variables.put(name, value.asText()));
        return new FunctionDefinition(
                configuration.path("FunctionName").asText(),
                configuration.path("Handler").asText(),
                Path.of(function.at("/Code/Location").asText()),
                packaged,
                Duration.ofSeconds(configuration.path("Timeout").asLong()),
                configuration.path("MemorySize").asInt(),
                OptionalInt.empty(),
                configuration.at("/SnapStart/ApplyOn").asText().equals("PublishedVersions"),
                configuration
                        .at("/LoggingConfig/ApplicationLogLevel")
                        .asOptional()
                        .map(JsonNode::asText),
                () -> variables);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new LocalCloudException("The local cloud at %s refuses: %s"
                        .formatted(endpoint, new String(response.body(), StandardCharsets.UTF_8)));
            }
            return response;
        } catch (IOException e) {
            throw new LocalCloudException("The local cloud at %s does not answer: %s".formatted(endpoint, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalCloudException("Interrupted.");
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
