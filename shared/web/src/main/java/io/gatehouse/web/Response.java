package io.gatehouse.web;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * An answer, before the headers that every answer has.
 *
 * @param body may be empty, and then the answer has none
 */
public record Response(int status, byte[] body, Map<String, String> headers) {
    static final String ETAG = "ETag";

    static Response of(int status, String contentType, byte[] body) {
        return new Response(status, body, Map.of("Content-Type", contentType));
    }

    /** An answer with a value as JSON. */
    public static Response json(int status, Object value) {
        return of(status, "application/json; charset=utf-8", Json.bytes(value));
    }

    /** 200 with a value as JSON. */
    public static Response ok(Object value) {
        return json(200, value);
    }

    public static Response noContent() {
        return new Response(204, new byte[0], Map.of());
    }

    /** 200 with a text of another kind. */
    public static Response text(String contentType, String text) {
        return of(200, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same answer with one more header, or another value of it. */
    public Response with(String header, String value) {
        var more = new HashMap<>(headers);
        more.put(header, value);
        return new Response(status, body, Map.copyOf(more));
    }

    /**
     * The same answer with an entity tag. A client that has it, and says so by {@code If-None-Match}, gets 304.
     *
     * @param tag strong, in quotation marks: answers with the same tag have the same body
     */
    public Response withTag(String tag) {
        return with(ETAG, tag);
    }
}
