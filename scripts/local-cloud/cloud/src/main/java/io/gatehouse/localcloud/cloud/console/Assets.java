package io.gatehouse.localcloud.cloud.console;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** The page and its files, from the class path. */
final class Assets implements HttpService {
    private static final List<String> SCRIPTS =
            List.of("main", "dom", "json", "functions", "requests", "queues", "mail", "api", "openapi");

    @Override
    public void routing(HttpRules rules) {
        rules.get("/", (request, response) -> send(response, "index.html", "text/html"))
                .get("/console/style.css", (request, response) -> send(response, "style.css", "text/css"));
        for (var script : SCRIPTS) {
            var name = script + ".js";
            rules.get("/console/" + name, (request, response) -> send(response, name, "text/javascript"));
        }
    }

    private static void send(ServerResponse response, String name, String type) throws IOException {
        try (var file = Objects.requireNonNull(Assets.class.getResourceAsStream("/console/" + name), name)) {
            response.header(HeaderNames.CONTENT_TYPE, type + "; charset=utf-8");
            response.send(file.readAllBytes());
        }
    }
}
