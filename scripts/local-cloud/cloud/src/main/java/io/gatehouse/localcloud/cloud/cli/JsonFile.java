package io.gatehouse.localcloud.cloud.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that a command takes, such as an event.
 *
 * @param name as the command has it
 * @param content the file, byte for byte
 * @param json what it says
 */
@SuppressWarnings("ArrayRecordComponent") // a message passed on as it is, never compared
record JsonFile(String name, byte[] content, JsonNode json) {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * @param file {@code -} for standard input
     * @throws UsageException if there is no such file, or it is no JSON
     */
    static JsonFile read(String file) {
        try {
            var content = file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
            return new JsonFile(file, content, JSON.readTree(content));
        } catch (JsonProcessingException e) {
            throw new UsageException("%s is no JSON: %s".formatted(file, e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UsageException("The file %s cannot be read.".formatted(file));
        }
    }
}
