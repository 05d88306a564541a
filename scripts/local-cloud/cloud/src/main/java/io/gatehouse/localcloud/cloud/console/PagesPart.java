package io.gatehouse.localcloud.cloud.console;

import io.gatehouse.localcloud.services.LocalServer;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A product's own pages: {@code /name} is {@code name.html} of a folder, with styles and scripts beside it. A page asks
 * {@code GET /cloud.json} where the API is, and may speak to that and to its own origin only.
 */
public final class PagesPart implements HttpService {
    private static final String PAGE = ".html";

    /** Whatever else lies in the folder is not served. */
    private static final Map<String, String> TYPES = Map.of(
            PAGE,
            "text/html; charset=utf-8",
            ".css",
            "text/css; charset=utf-8",
            ".js",
            "text/javascript; charset=utf-8",
            ".svg",
            "image/svg+xml");

    private final Path folder;
    private final String api;
    private final String contentSecurityPolicy;

    public PagesPart(Path folder, String api) {
        this.folder = folder;
        this.api = api;
        this.contentSecurityPolicy = """
                default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' %s; \
                base-uri 'none'; form-action 'none'; frame-ancestors 'none'""".formatted(api);
    }

    /** Each file has a route of its own, so that no path can lead out of the folder. */
    @Override
    public void routing(HttpRules rules) {
        rules.get("/cloud.json", (request, response) -> LocalServer.sendJson(response, Map.of("api", api)));
        for (var file : files()) {
            var name = file.getFileName().toString();
            var extension = name.substring(Math.max(0, name.lastIndexOf('.')));
            var type = TYPES.get(extension);
            if (type != null) {
                var path = "/" + (extension.equals(PAGE) ? name.substring(0, name.length() - PAGE.length()) : name);
                rules.get(path, (request, response) -> send(response, file, type));
            }
        }
    }

    private List<Path> files() {
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Read again for each request: who changes a page need not start the cloud anew. */
    private void send(ServerResponse response, Path file, String type) throws IOException {
        response.header("Content-Security-Policy", contentSecurityPolicy)
                .header("Cache-Control", "no-store")
                .header(HeaderNames.CONTENT_TYPE, type);
        response.send(Files.readAllBytes(file));
    }
}
