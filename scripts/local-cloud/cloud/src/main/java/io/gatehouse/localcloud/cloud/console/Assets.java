package io.gatehouse.localcloud.cloud.console;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/** The console's pages and their files, from the class path. */
final class Assets implements HttpService {
    private static final List<String> OWN = List.of(
            "style.css",
            "main.js",
            "dom.js",
            "json.js",
            "functions.js",
            "requests.js",
            "queues.js",
            "mail.js",
            "description.html",
            "description.js");
    private static final List<String> SWAGGER_UI = List.of("swagger-ui.css", "swagger-ui-bundle.js");

    @Override
    public void routing(HttpRules rules) {
        serve(rules, "/", "/console/index.html");
        OWN.forEach(name -> serve(rules, "/console/" + name, "/console/" + name));
        var swaggerUi = "/META-INF/resources/webjars/swagger-ui/%s/".formatted(swaggerUiVersion());
        SWAGGER_UI.forEach(name -> serve(rules, "/console/" + name, swaggerUi + name));
    }

    private static void serve(HttpRules rules, String path, String resource) {
        rules.get(path, (request, response) -> send(response, resource));
    }

    private static void send(ServerResponse response, String resource) throws IOException {
        var type = resource.endsWith(".js") ? "text/javascript" : resource.endsWith(".css") ? "text/css" : "text/html";
        try (var file = Objects.requireNonNull(Assets.class.getResourceAsStream(resource), resource)) {
            response.header(HeaderNames.CONTENT_TYPE, type + "; charset=utf-8").send(file.readAllBytes());
        }
    }

    private static String swaggerUiVersion() {
        var properties = new Properties();
        try (var file = Assets.class.getResourceAsStream("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            properties.load(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return properties.getProperty("version");
    }
}
