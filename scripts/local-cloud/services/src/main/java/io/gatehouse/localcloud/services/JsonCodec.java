package io.gatehouse.localcloud.services;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.function.Uncheck;

/**
 * Reads and writes JSON; the one mapper of the local cloud. Methods throw {@link UncheckedIOException} for what is not
 * JSON, or not of the wanted type.
 */
public final class JsonCodec {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private JsonCodec() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static JsonNode read(byte[] json) {
        return Uncheck.get(() -> MAPPER.readTree(json));
    }

    public static JsonNode read(String json) {
        return Uncheck.get(() -> MAPPER.readTree(json));
    }

    public static <T> T read(String json, Class<T> type) {
        return Uncheck.get(() -> MAPPER.readValue(json, type));
    }

    public static JsonNode read(Path file) {
        return Uncheck.get(() -> MAPPER.readTree(Files.readAllBytes(file)));
    }

    public static <T> T read(Path file, TypeReference<T> type) {
        return Uncheck.get(() -> MAPPER.readValue(Files.readAllBytes(file), type));
    }

    /** Maps, lists, texts, numbers, booleans and records as JSON. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    public static byte[] bytes(Object value) {
        return Uncheck.get(() -> MAPPER.writeValueAsBytes(value));
    }

    public static String text(Object value) {
        return Uncheck.get(() -> MAPPER.writeValueAsString(value));
    }

    /** Replaces the file at once with indented JSON that only its owner can read. */
    public static void write(Path file, Object value) {
        Uncheck.run(() ->
                Folders.replace(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(value)));
    }
}
