package io.gatehouse.web;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** Turns a response into what API Gateway sends: with the headers of every answer, 304 and compression. */
final class GatewayResponse {
    /** In bytes; below this, compressing costs more than it saves. */
    private static final int WORTH_COMPRESSING = 1024;

    private static final int NOT_MODIFIED = 304;
    private static final Set<String> SAFE = Set.of("GET", "HEAD");

    private static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Strict-Transport-Security", "max-age=63072000; includeSubDomains",
            "Referrer-Policy", "no-referrer",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Cache-Control", "no-store");

    private GatewayResponse() {}

    static APIGatewayV2HTTPResponse write(Request request, Response response) {
        var headers = new HashMap<>(ALWAYS);
        headers.putAll(request.answerHeaders());
        headers.putAll(response.headers());
        headers.put("x-request-id", request.id());
        var tag = headers.get(Response.ETAG);
        var compressible = tag == null && response.body().length >= WORTH_COMPRESSING;
        var vary = vary(headers, compressible);
        if (!vary.isEmpty()) {
            headers.put("Vary", vary);
        }
        if (tag != null && isKnown(request, tag)) {
            headers.remove("Content-Type");
            return gateway(NOT_MODIFIED, headers, "", false);
        }
        if (!compressible || !request.accepts("gzip")) {
            return gateway(response.status(), headers, new String(response.body(), StandardCharsets.UTF_8), false);
        }
        headers.put("Content-Encoding", "gzip");
        return gateway(response.status(), headers, Base64.getEncoder().encodeToString(gzip(response.body())), true);
    }

    /** One header for all: API Gateway's CORS headers, which shared caches keep too, depend on the origin. */
    private static String vary(Map<String, String> headers, boolean compressible) {
        var vary = new ArrayList<String>();
        if (headers.getOrDefault("Cache-Control", "").startsWith("public")) {
            vary.add("Origin");
        }
        if (compressible) {
            vary.add("Accept-Encoding");
        }
        return String.join(", ", vary);
    }

    private static APIGatewayV2HTTPResponse gateway(
            int status, Map<String, String> headers, String body, boolean base64) {
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(status)
                .withHeaders(headers)
                .withBody(body)
                .withIsBase64Encoded(base64)
                .build();
    }

    /** Whether the client has this answer already. Only GET and HEAD are answered by 304. */
    private static boolean isKnown(Request request, String tag) {
        return SAFE.contains(request.method())
                && request.header("if-none-match")
                        .filter(known -> EntityTags.weakMatch(known, tag))
                        .isPresent();
    }

    private static byte[] gzip(byte[] body) {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }
}
