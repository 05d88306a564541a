package io.gatehouse.localcloud.cloud.console;

import io.gatehouse.localcloud.services.LocalServer;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code GET /api/cloud} answers what is served and where; {@code GET /api/description} the OpenAPI description that
 * the API gives of itself.
 */
public final class ApiPart implements HttpService {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private record Served(String name, String api, boolean isDescribed) {}

    private final String name;
    private final String api;
    private final Supplier<Optional<String>> description;

    /**
     * @param name of the stack's template
     * @param api the API's base URL
     * @param description path of its OpenAPI description in YAML or JSON, if it has one at a request
     */
    public ApiPart(String name, String api, Supplier<Optional<String>> description) {
        this.name = name;
        this.api = api;
        this.description = description;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/cloud", this::cloud).get("/api/description", this::describe);
    }

    private void cloud(ServerRequest request, ServerResponse response) {
        LocalServer.sendJson(response, new Served(name, api, description.get().isPresent()));
    }

    private void describe(ServerRequest request, ServerResponse response) throws IOException, InterruptedException {
        var path = description.get().orElse(null);
        if (path == null) {
            response.status(Status.NOT_FOUND_404).send();
            return;
        }
        try (var http = HttpClient.newHttpClient()) {
            var call = HttpRequest.newBuilder(URI.create(api + path))
                    .timeout(TIMEOUT)
                    .build();
            var answer = http.send(call, BodyHandlers.ofByteArray());
            if (answer.statusCode() == 200) {
                response.header(HeaderNames.CONTENT_TYPE, "application/yaml").send(answer.body());
            } else {
                response.status(Status.BAD_GATEWAY_502).send();
            }
        }
    }
}
