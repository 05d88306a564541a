package io.gatehouse.localcloud.cloud;

import io.gatehouse.localcloud.http.Cors;
import io.gatehouse.localcloud.http.HttpApi;
import io.gatehouse.localcloud.http.HttpApi.Route;
import io.gatehouse.localcloud.runtime.Invoker;
import io.gatehouse.localcloud.template.Properties;
import io.gatehouse.localcloud.template.Resource;
import io.gatehouse.localcloud.template.Stack;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The template's HTTP API: the {@code HttpApi} events of its functions, and its CORS configuration. */
final class ApiDefinition {
    private ApiDefinition() {}

    static HttpApi of(Stack stack, Map<String, ? extends Invoker> functions) {
        var api = onlyApi(stack);
        var routes = Events.of(stack, "HttpApi")
                .map(event -> route(event.properties(), Events.function(event, functions)))
                .toList();
        return new HttpApi(routes, cors(api.properties()));
    }

    private static Resource onlyApi(Stack stack) {
        var apis = stack.resources(Resource.HTTP_API).toList();
        if (apis.size() > 1) {
            throw new CloudException("%s: the local cloud serves one HTTP API, and %s is there too."
                    .formatted(apis.get(1).properties().place(), apis.getFirst().id()));
        }
        return apis.getFirst();
    }

    private static Route route(Properties properties, Invoker function) {
        var method = properties.text("Method").orElse("ANY").toUpperCase(Locale.ROOT);
        return new Route(method.equals("*") ? "ANY" : method, path(properties), function);
    }

    private static String path(Properties properties) {
        var path = properties.text("Path").orElse("$default");
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
