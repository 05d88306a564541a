package io.gatehouse.localcloud.cloud.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.localcloud.cloud.runtime.FunctionDefinition;
import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import io.gatehouse.localcloud.cloud.runtime.Invoker;
import io.gatehouse.localcloud.services.LocalServer;
import io.helidon.webserver.WebServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LambdaApiTest {
    private final AtomicInteger invocations = new AtomicInteger();
    private final Map<String, Invoker> functions = Map.of(
            "Echo",
                    event -> {
                        invocations.incrementAndGet();
                        return InvocationResult.returned(event);
                    },
            "Busy", event -> InvocationResult.throttled());
    private final WebServer server = LocalServer.start(0, routing -> routing.register(new LambdaApi(this::target)));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        http.close();
        server.stop();
    }

    @Test
    void invokeReturnsTheFunctionsResult() throws Exception {
        var response = invoke("Echo", "RequestResponse");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"a\":1}");
        assertThat(invocations).hasValue(1);
    }

    @Test
    void invocationTypeEventIsInvokedAsynchronously() throws Exception {
        var response = invoke("Echo", "Event");
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEmpty();
        await().untilAsserted(() -> assertThat(invocations).hasValue(1));
    }

    @Test
    void aDryRunInvokesNothing() throws Exception {
        var response = invoke("Echo", "DryRun");
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
        assertThat(invocations).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({"Echo, dryrun, 400, InvalidParameterValueException", "Other, DryRun, 404, ResourceNotFoundException"})
    void otherInvocationTypesAndUnknownFunctionsAreRefused(String function, String type, int status, String error)
            throws Exception {
        var response = invoke(function, type);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("X-Amzn-ErrorType")).hasValue(error);
        assertThat(invocations).hasValue(0);
    }

    @Test
    void aThrottledFunctionIsAnsweredWith429() throws Exception {
        var response = invoke("Busy", "RequestResponse");
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("X-Amzn-ErrorType")).hasValue("TooManyRequestsException");
        assertThat(response.headers().firstValue("X-Amz-Function-Error")).isEmpty();
        assertThat(response.body()).contains("ReservedFunctionConcurrentInvocationLimitExceeded");
    }

    private Optional<LambdaApi.Target> target(String name) {
        var definition = new FunctionDefinition(
                name,
                "Handler",
                Path.of("code"),
                true,
                Duration.ofSeconds(3),
                128,
                OptionalInt.empty(),
                false,
                Optional.empty(),
                Map::of);
        return Optional.ofNullable(functions.get(name)).map(invoker -> new LambdaApi.Target(definition, invoker, 0));
    }

    private HttpResponse<String> invoke(String function, String type) throws Exception {
        var uri = URI.create(
                "http://%s:%s%s".formatted(LocalServer.HOST, server.port(), LambdaApi.invocationPath(function)));
        var request = HttpRequest.newBuilder(uri)
                .header("X-Amz-Invocation-Type", type)
                .POST(BodyPublishers.ofString("{\"a\":1}"))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
