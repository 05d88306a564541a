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

/** {@code GET /api/cloud}: what is served and where; {@code GET /api/description}: the API's OpenAPI description. */
public record ApiPart(String name, String api, Optional<String> description) implements HttpService {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private record Served(String name, String api, boolean isDescribed) {}

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/cloud", this::cloud).get("/api/description", this::describe);
    }

    private void cloud(ServerRequest request, ServerResponse response) {
        LocalServer.sendJson(response, new Served(name, api, description.isPresent()));
    }

    private void describe(ServerRequest request, ServerResponse response) throws IOException, InterruptedException {
        var path = description.orElse(null);
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
