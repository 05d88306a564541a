package io.gatehouse.localcloud.console;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The page and its files, from the class path. */
final class Assets implements HttpService {
    @Override
    public void routing(HttpRules rules) {
        rules.get("/", file("console.html", "text/html; charset=utf-8"))
                .get("/console.css", file("console.css", "text/css; charset=utf-8"))
                .get("/console.js", file("console.js", "text/javascript; charset=utf-8"));
    }

    private static Handler file(String name, String type) {
        var content = read(name);
        return (request, response) -> {
            response.header(HeaderNames.CONTENT_TYPE, type);
            response.send(content);
        };
    }

    private static byte[] read(String name) {
        try (var file = Objects.requireNonNull(Assets.class.getResourceAsStream("/console/" + name), name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
