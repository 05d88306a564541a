package io.gatehouse.localcloud.cloud.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.localcloud.services.JsonCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a command takes, such as an event. */
@SuppressWarnings("ArrayRecordComponent") // a message passed on as it is, never compared
record JsonFile(String name, byte[] content, JsonNode json) {
    /** @param file {@code -} for standard input */
    static JsonFile read(String file) {
        try {
            var content = file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
            return new JsonFile(file, content, JsonCodec.read(content));
        } catch (UncheckedIOException e) {
            throw new UsageException("%s is not JSON: %s".formatted(file, e.getMessage()));
        } catch (IOException e) {
            throw new UsageException("The file %s cannot be read.".formatted(file));
        }
    }
}
