package io.gatehouse.localcloud.cloud.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.localcloud.services.LocalServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiPartTest {
    private static final String DESCRIPTION = """
            openapi: 3.1.0
            paths:
              /orders: {get: {responses: {'200': {description: All of them., example: 2026-11-26T05:04:19Z}}}}
            """;

    private HttpResponse<String> get(Optional<String> description, String path) throws Exception {
        var api = LocalServer.start(
                0, routing -> routing.get("/openapi.yaml", (request, response) -> response.send(DESCRIPTION)));
        var url = "http://127.0.0.1:" + api.port();
        try (var http = HttpClient.newHttpClient();
                var console = Console.start(0, url, new ApiPart("Shop", url, description))) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s%s".formatted(console.port(), path)));
            return http.send(request.build(), BodyHandlers.ofString());
        } finally {
            api.stop();
        }
    }

    @Test
    void theApisDescriptionIsPassedOn() throws Exception {
        assertThat(get(Optional.of("/openapi.yaml"), "/api/description").body()).isEqualTo(DESCRIPTION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/console/description.html", "/console/swagger-ui.css", "/console/swagger-ui-bundle.js"})
    void swaggerUiIsServedLocally(String path) throws Exception {
        var response = get(Optional.empty(), path);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).doesNotContain("src=\"http", "href=\"http");
    }

    @Test
    void aDescriptionThatTheApiRefusesIs502() throws Exception {
        assertThat(get(Optional.of("/absent.yaml"), "/api/description").statusCode())
                .isEqualTo(502);
    }

    @Test
    void anApiWithoutADescriptionIs404() throws Exception {
        assertThat(get(Optional.empty(), "/api/cloud").body()).contains("\"isDescribed\":false");
        assertThat(get(Optional.empty(), "/api/description").statusCode()).isEqualTo(404);
    }
}
