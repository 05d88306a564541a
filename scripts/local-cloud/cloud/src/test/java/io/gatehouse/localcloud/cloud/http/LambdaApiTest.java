package io.gatehouse.localcloud.cloud.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.localcloud.cloud.runtime.Answer;
import io.gatehouse.localcloud.services.server.LocalServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LambdaApiTest {
    @Test
    void aFunctionThatHasNoRoomIsAnsweredAsLambdaAnswersIt() throws Exception {
        var api = new LambdaApi(() -> Map.of("Busy", event -> Answer.throttled()), Map::of);
        var server = LocalServer.start(0, routing -> routing.register(api));
        try (var http = HttpClient.newHttpClient()) {
            var uri = URI.create(
                    "http://%s:%d%s".formatted(LocalServer.HOST, server.port(), LambdaApi.invocationPath("Busy")));
            var response = http.send(
                    HttpRequest.newBuilder(uri)
                            .POST(BodyPublishers.ofString("{}"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(response.headers().firstValue("X-Amzn-ErrorType")).hasValue("TooManyRequestsException");
            assertThat(response.headers().firstValue("X-Amz-Function-Error")).isEmpty();
            assertThat(response.body()).contains("ReservedFunctionConcurrentInvocationLimitExceeded");
        } finally {
            server.stop();
        }
    }
}
