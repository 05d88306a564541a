package io.gatehouse.localcloud.cloud.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An HTTP API's CORS configuration: the gateway answers preflights, and its headers replace those of functions. */
public record Cors(
        List<String> allowOrigins,
        List<String> allowMethods,
        List<String> allowHeaders,
        List<String> exposeHeaders,
        @Nullable Integer maxAge,
        boolean allowCredentials) {
    static final String PREFIX = "access-control-";
    private static final String ANY = "*";

    /** The headers of an actual response to a request from {@code origin}; none if that origin is not allowed. */
    Map<String, String> actual(String origin) {
        var headers = new LinkedHashMap<String, String>();
        if (!allows(origin)) {
            return headers;
        }
        headers.put("access-control-allow-origin", allowOrigins.contains(ANY) ? ANY : origin);
        if (allowCredentials) {
            headers.put("access-control-allow-credentials", "true");
        }
        put(headers, "access-control-expose-headers", exposeHeaders);
        return headers;
    }

    /** The headers of the answer to a preflight request from {@code origin}; none if that origin is not allowed. */
    Map<String, String> preflight(String origin) {
        var headers = actual(origin);
        headers.remove("access-control-expose-headers");
        if (!headers.isEmpty()) {
            put(headers, "access-control-allow-methods", allowMethods);
            put(headers, "access-control-allow-headers", allowHeaders);
            if (maxAge != null) {
                headers.put("access-control-max-age", maxAge.toString());
            }
        }
        return headers;
    }

    private boolean allows(String origin) {
        return allowOrigins.stream().anyMatch(allowed -> allows(allowed, origin.toLowerCase(Locale.ROOT)));
    }

    /** Besides single origins API Gateway knows {@code *}, {@code http://*} and {@code https://*}. */
    private static boolean allows(String allowed, String origin) {
        return allowed.endsWith(ANY)
                ? origin.startsWith(allowed.substring(0, allowed.length() - 1).toLowerCase(Locale.ROOT))
                : allowed.equalsIgnoreCase(origin);
    }

    private static void put(Map<String, String> headers, String name, List<String> values) {
        if (!values.isEmpty()) {
            headers.put(name, String.join(",", values));
        }
    }
}
