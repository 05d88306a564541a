package io.gatehouse.acceptance.harness;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;

/** The answer to one {@link Call}. */
public record Answer(String method, String path, int status, HttpHeaders headers, byte[] body) {

    /** A header's first value, or the empty text. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    public boolean isGzipped() {
        return header("content-encoding").equals("gzip");
    }

    /** The body, unzipped. */
    public String text() {
        try (var in =
                isGzipped() ? new GZIPInputStream(new ByteArrayInputStream(body)) : new ByteArrayInputStream(body)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonNode json() {
        return Checkout.JSON.readTree(text());
    }

    /** The field of the body that a JSON pointer names, as text. */
    public String at(String pointer) {
        return json().at(pointer).asString();
    }

    /** One line for a failure's message. */
    @Override
    public String toString() {
        return method + " " + path + " → " + status + " " + headers.map() + " " + text();
    }
}
