package io.gatehouse.localcloud.cloud.deployment;

import io.gatehouse.localcloud.cloud.http.Cors;
import io.gatehouse.localcloud.cloud.http.HttpApi;
import io.gatehouse.localcloud.cloud.http.HttpApi.Route;
import io.gatehouse.localcloud.cloud.runtime.Invoker;
import io.gatehouse.localcloud.cloud.template.Properties;
import io.gatehouse.localcloud.cloud.template.Resource;
import io.gatehouse.localcloud.cloud.template.Stack;
import io.gatehouse.localcloud.services.LocalCloudException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The template's HTTP API: the {@code HttpApi} events of its functions, and its CORS configuration. */
final class ApiDefinition {
    private static final String ANY = "ANY";
    private static final List<String> METHODS =
            List.of(ANY, "*", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");
    /** What a path variable begins with: two routes that differ in its name alone are one. */
    private static final Pattern VARIABLE = Pattern.compile("\\{[^}+]*");

    private ApiDefinition() {}

    static HttpApi of(Stack stack, Map<String, Invoker> functions) {
        var api = onlyApi(stack);
        var events = FunctionEvent.of(stack, "HttpApi").toList();
        checkDistinct(events);
        var routes = events.stream()
                .map(event -> new Route(method(event.properties()), path(event.properties()), event.target(functions)))
                .toList();
        return new HttpApi(routes, cors(api.properties()));
    }

    private static void checkDistinct(List<FunctionEvent> events) {
        var owners = new HashMap<String, String>();
        for (var event : events) {
            var route = routeKey(event.properties());
            var owner = owners.putIfAbsent(
                    VARIABLE.matcher(route).replaceAll("{"), event.function().id());
            if (owner != null) {
                throw event.properties().wrong("Path", "is taken: %s leads to %s".formatted(route, owner));
            }
        }
    }

    /** Such as {@code GET /api/health}. */
    static String routeKey(Properties event) {
        return method(event) + " " + path(event);
    }

    /** The path of the API's OpenAPI description, if it has one. */
    static Optional<String> description(Stack stack) {
        return FunctionEvent.of(stack, "HttpApi")
                .map(event -> routeKey(event.properties()))
                .filter(route -> route.matches("GET /.*\\bopenapi\\.(yaml|json)"))
                .map(route -> route.substring("GET ".length()))
                .findFirst();
    }

    private static Resource onlyApi(Stack stack) {
        var apis = stack.resources(Resource.HTTP_API).toList();
        if (apis.size() > 1) {
            throw new LocalCloudException("%s: the local cloud serves one HTTP API, and %s is there too."
                    .formatted(apis.get(1).properties().place(), apis.getFirst().id()));
        }
        return apis.getFirst();
    }

    private static String method(Properties properties) {
        if (properties.text("Path").isPresent()) {
            properties.requiredText("Method");
        }
        var method = properties.text("Method").orElse(ANY).toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            throw properties.wrong("Method", "must be one of " + String.join(", ", METHODS));
        }
        return method.equals("*") ? ANY : method;
    }

    private static String path(Properties properties) {
        if (properties.text("Method").isEmpty()) {
            return "$default";
        }
        var path = properties.requiredText("Path");
        if (!path.startsWith("/") && !path.equals("$default")) {
            throw properties.wrong("Path", "must begin with a slash");
        }
        return path;
    }

    /** {@code CorsConfiguration} is a map, or only the origin to allow; {@code true} allows all. */
    private static @Nullable Cors cors(Properties api) {
        var value = api.value("CorsConfiguration").orElse(false);
        if (value.equals(false)) {
            return null;
        }
        if (!(value instanceof Map)) {
            var origin = value.equals(true) ? "*" : api.requiredText("CorsConfiguration");
            return new Cors(List.of(origin), List.of(), List.of(), List.of(), null, false);
        }
        var cors = api.nested("CorsConfiguration");
        return new Cors(
                cors.texts("AllowOrigins"),
                cors.texts("AllowMethods"),
                cors.texts("AllowHeaders"),
                cors.texts("ExposeHeaders"),
                cors.text("MaxAge").isPresent() ? cors.number("MaxAge", 0) : null,
                cors.truth("AllowCredentials", false));
    }
}
