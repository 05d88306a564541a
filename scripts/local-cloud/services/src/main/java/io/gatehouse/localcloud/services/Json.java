package io.gatehouse.localcloud.services;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads and writes JSON; the one mapper of the local cloud. Methods throw {@link UncheckedIOException} for what is not
 * JSON, or not of the wanted type.
 */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}

    private interface Work<T> {
        T run() throws IOException;
    }

    private static <T> T unchecked(Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static JsonNode read(byte[] json) {
        return unchecked(() -> MAPPER.readTree(json));
    }

    public static JsonNode read(String json) {
        return unchecked(() -> MAPPER.readTree(json));
    }

    public static <T> T read(String json, Class<T> type) {
        return unchecked(() -> MAPPER.readValue(json, type));
    }

    public static JsonNode read(Path file) {
        return unchecked(() -> MAPPER.readTree(Files.readAllBytes(file)));
    }

    public static <T> T read(Path file, TypeReference<T> type) {
        return unchecked(() -> MAPPER.readValue(Files.readAllBytes(file), type));
    }

    /** Maps, lists, texts, numbers, booleans and records as JSON. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    public static byte[] bytes(Object value) {
        return unchecked(() -> MAPPER.writeValueAsBytes(value));
    }

    public static String text(Object value) {
        return unchecked(() -> MAPPER.writeValueAsString(value));
    }

    /** Replaces the file at once with indented JSON that only its owner can read. */
    public static void write(Path file, Object value) {
        unchecked(() -> {
            Folders.replace(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(value));
            return file;
        });
    }
}
