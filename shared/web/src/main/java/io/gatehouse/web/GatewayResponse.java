package io.gatehouse.web;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Turns a response into what API Gateway sends: with the headers of every answer, an entity tag and compression. */
final class GatewayResponse {
    /** In bytes; below this, compressing costs more than it saves. */
    private static final int WORTH_COMPRESSING = 1024;

    private static final int NOT_MODIFIED = 304;

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
        var worthCompressing = response.body().length >= WORTH_COMPRESSING;
        if (worthCompressing) {
            headers.put("Vary", "Accept-Encoding");
        }
        if (response.tagged()) {
            var tag = tag(response.body());
            headers.put("ETag", tag);
            if (isKnown(request, tag)) {
                headers.remove("Content-Type");
                return gateway(NOT_MODIFIED, headers, "", false);
            }
        }
        if (!worthCompressing || !request.accepts("gzip")) {
            return gateway(response.status(), headers, new String(response.body(), StandardCharsets.UTF_8), false);
        }
        headers.put("Content-Encoding", "gzip");
        return gateway(response.status(), headers, Base64.getEncoder().encodeToString(gzip(response.body())), true);
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

    /** A weak tag, because the same answer may be compressed or not. */
    private static String tag(byte[] body) {
        try {
            var digest = Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(body), 16);
            return "W/\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    /** Whether the client has this answer already. Only a GET is answered by 304. */
    private static boolean isKnown(Request request, String tag) {
        return request.method().equals("GET")
                && request.header("if-none-match")
                        .filter(known -> matches(known, tag))
                        .isPresent();
    }

    /** The weak comparison of RFC 9110, section 8.8.3.2. */
    private static boolean matches(String ifNoneMatch, String tag) {
        var opaque = tag.substring("W/".length());
        return ifNoneMatch.strip().equals("*")
                || Arrays.stream(ifNoneMatch.split(","))
                        .map(String::strip)
                        .anyMatch(known -> known.equals(tag) || known.equals(opaque));
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
