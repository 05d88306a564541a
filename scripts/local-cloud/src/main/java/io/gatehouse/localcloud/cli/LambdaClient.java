package io.gatehouse.localcloud.cli;

import io.gatehouse.localcloud.cloud.CloudException;
import io.gatehouse.localcloud.http.InvokeApi;
import io.gatehouse.localcloud.runtime.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Invokes functions of a running local cloud. */
final class LambdaClient implements AutoCloseable {
    private final String endpoint;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param endpoint base URL of the running cloud's console */
    LambdaClient(String endpoint) {
        this.endpoint = endpoint;
    }

    /** @throws CloudException if the cloud does not answer, or has no such function */
    Answer invoke(String function, byte[] event) {
        var request = HttpRequest.newBuilder(URI.create(endpoint + InvokeApi.path(function)))
                .header("X-Amz-Log-Type", "Tail")
                .POST(BodyPublishers.ofByteArray(event))
                .build();
        var start = System.nanoTime();
        try {
            var response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new CloudException("The local cloud at %s refuses: %s"
                        .formatted(endpoint, new String(response.body(), StandardCharsets.UTF_8)));
            }
            var log = response.headers().firstValue("X-Amz-Log-Result").orElse("");
            return new Answer(
                    response.body(),
                    response.headers().firstValue("X-Amz-Function-Error").orElse(null),
                    new String(Base64.getDecoder().decode(log), StandardCharsets.UTF_8),
                    Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException e) {
            throw new CloudException("The local cloud at %s does not answer: %s".formatted(endpoint, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException("Interrupted.");
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
