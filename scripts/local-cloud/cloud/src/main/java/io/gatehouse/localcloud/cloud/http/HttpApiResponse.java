package io.gatehouse.localcloud.cloud.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.localcloud.services.JsonCodec;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a client gets. */
@SuppressWarnings("ArrayRecordComponent") // a message passed on as it is, never compared
record HttpApiResponse(int status, Map<String, List<String>> headers, byte[] body) {
    private static final String CONTENT_TYPE = "content-type";

    /** One of the gateway's own answers: {@code {"message": …}}. */
    static HttpApiResponse message(int status, String message) {
        return json(status, "{\"message\":\"%s\"}".formatted(message));
    }

    private static HttpApiResponse json(int status, String body) {
        return new HttpApiResponse(
                status, Map.of(CONTENT_TYPE, List.of("application/json")), body.getBytes(StandardCharsets.UTF_8));
    }

    static HttpApiResponse internalServerError() {
        return message(500, "Internal Server Error");
    }

    /** A function's answer of format 2.0, or any other JSON value, which then is the body; 500 if it is malformed. */
    static HttpApiResponse of(byte[] payload) {
        try {
            var json = JsonCodec.read(payload);
            return json.has("statusCode")
                    ? ofFormat2(json)
                    : json(200, json.isTextual() ? json.textValue() : json.toString());
        } catch (UncheckedIOException | IllegalArgumentException malformed) {
            return internalServerError();
        }
    }

    private static HttpApiResponse ofFormat2(JsonNode json) {
        var headers = new LinkedHashMap<String, List<String>>();
        addAll(headers, json.path("headers"));
        addAll(headers, json.path("multiValueHeaders"));
        json.path("cookies").forEach(cookie -> add(headers, "set-cookie", text(cookie)));
        var response = new HttpApiResponse(status(json.get("statusCode")), headers, body(json));
        if (response.mayHaveBody()) {
            headers.computeIfAbsent(CONTENT_TYPE, name -> List.of("text/plain;charset=UTF-8"));
        }
        return response;
    }

    /** Neither 204 nor 304 has one (RFC 9110, section 6.4.1), nor anything to say of one. */
    boolean mayHaveBody() {
        return status != 204 && status != 304;
    }

    private static int status(JsonNode node) {
        var status = node.asInt();
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("statusCode " + node);
        }
        return status;
    }

    private static void addAll(Map<String, List<String>> headers, JsonNode node) {
        node.properties().forEach(entry -> {
            if (entry.getValue().isArray()) {
                entry.getValue().forEach(value -> add(headers, entry.getKey(), text(value)));
            } else if (!entry.getValue().isNull()) {
                add(headers, entry.getKey(), text(entry.getValue()));
            }
        });
    }

    private static void add(Map<String, List<String>> headers, String name, String value) {
        headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new ArrayList<>(1))
                .add(value);
    }

    private static byte[] body(JsonNode json) {
        var body = json.path("body");
        if (body.isMissingNode() || body.isNull()) {
            return new byte[0];
        }
        return json.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(text(body))
                : text(body).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(JsonNode node) {
        if (!node.isValueNode() || node.isNull()) {
            throw new IllegalArgumentException("no text: " + node);
        }
        return node.asText();
    }
}
