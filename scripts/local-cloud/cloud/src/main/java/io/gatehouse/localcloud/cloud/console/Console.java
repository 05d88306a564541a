package io.gatehouse.localcloud.cloud.console;

import io.gatehouse.localcloud.services.LocalServer;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/** The console's web server on 127.0.0.1, guarded by {@link LocalGuard}: its pages, and parts with their own routes. */
public final class Console implements AutoCloseable {
    private static final List<String> OWN_FILES = List.of(
            "style.css main.js dom.js json.js functions.js requests.js queues.js mail.js description.html description.js"
                    .split(" "));
    private static final List<String> SWAGGER_UI = List.of("swagger-ui.css", "swagger-ui-bundle.js");

    private final WebServer server;

    private Console(int port, String api, HttpService... parts) {
        this.server = LocalServer.start(port, routing -> {
            routing.addFilter(new LocalGuard(api)).register("/", parts);
            serve(routing, "/", "/console/index.html");
            OWN_FILES.forEach(name -> serve(routing, "/console/" + name, "/console/" + name));
            var swaggerUi = "/META-INF/resources/webjars/swagger-ui/%s/".formatted(swaggerUiVersion());
            SWAGGER_UI.forEach(name -> serve(routing, "/console/" + name, swaggerUi + name));
        });
    }

    public static Console start(int port, String api, HttpService... parts) {
        return new Console(port, api, parts);
    }

    private static void serve(HttpRouting.Builder routing, String path, String resource) {
        routing.get(path, (request, response) -> send(response, resource));
    }

    private static void send(ServerResponse response, String resource) throws IOException {
        var type = resource.endsWith(".js") ? "text/javascript" : resource.endsWith(".css") ? "text/css" : "text/html";
        try (var file = Objects.requireNonNull(Console.class.getResourceAsStream(resource), resource)) {
            response.header(HeaderNames.CONTENT_TYPE, type + "; charset=utf-8").send(file.readAllBytes());
        }
    }

    private static String swaggerUiVersion() {
        var properties = new Properties();
        try (var file = Console.class.getResourceAsStream("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            properties.load(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return properties.getProperty("version");
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
