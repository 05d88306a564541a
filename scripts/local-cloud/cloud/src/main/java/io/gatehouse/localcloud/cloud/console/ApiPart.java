package io.gatehouse.localcloud.cloud.console;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * {@code GET /api/cloud} answers what is served and where; {@code GET /api/description} the OpenAPI description that
 * the API gives of itself, as JSON.
 */
public final class ApiPart implements HttpService {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

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

    private void cloud(ServerRequest request, ServerResponse response) throws JsonProcessingException {
        var cloud = new LinkedHashMap<String, Object>();
        cloud.put("name", name);
        cloud.put("api", api);
        cloud.put("isDescribed", description.get().isPresent());
        Json.send(response, cloud);
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
            var answer = http.send(call, BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                Json.send(response, yaml().load(answer.body()));
            } else {
                response.status(Status.BAD_GATEWAY_502).send();
            }
        }
    }

    /** JSON is YAML, too. */
    private static Yaml yaml() {
        var dumping = new DumperOptions();
        var loading = new LoaderOptions();
        return new Yaml(new SafeConstructor(loading), new Representer(dumping), dumping, loading, new WithoutDates());
    }

    /** JSON has no dates: an example of a time stays the text that it is. */
    private static final class WithoutDates extends Resolver {
        @Override
        public void addImplicitResolver(Tag tag, Pattern pattern, String first, int limit) {
            if (!tag.equals(Tag.TIMESTAMP)) {
                super.addImplicitResolver(tag, pattern, first, limit);
            }
        }
    }
}
