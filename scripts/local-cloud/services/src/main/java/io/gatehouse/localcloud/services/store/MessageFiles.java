package io.gatehouse.localcloud.services.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.elasticmq.actor.queue.InternalMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file for each message of the queues: {@code <folder>/<queue>/<message id>}.
 *
 * <p>It holds the row that ElasticMQ would keep in a database. Its own database is not used, because there can be only
 * one in a JVM.
 */
final class MessageFiles {
    private static final Logger LOG = LoggerFactory.getLogger(MessageFiles.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UNFINISHED = ".unfinished";

    private final Path folder;

    MessageFiles(Path folder) {
        this.folder = folder;
    }

    void write(String queue, InternalMessage message) {
        var file = file(queue, message.id());
        var unfinished = file.resolveSibling(message.id() + UNFINISHED);
        try {
            Files.createDirectories(folder.resolve(queue));
            Files.write(unfinished, JSON.writeValueAsBytes(MessageRow.of(message)));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String queue, String messageId) {
        try {
            Files.deleteIfExists(file(queue, messageId));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The messages of a queue; what another version of ElasticMQ wrote is left out, with a warning. */
    List<InternalMessage> read(String queue) {
        return read(queue, Long.MAX_VALUE);
    }

    /** At most so many of them, which ones is left open. */
    List<InternalMessage> read(String queue, long most) {
        var directory = folder.resolve(queue);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.filter(file -> !file.toString().endsWith(UNFINISHED))
                    .limit(most)
                    .flatMap(MessageFiles::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<InternalMessage> read(Path file) {
        try {
            return Stream.of(
                    JSON.readValue(Files.readAllBytes(file), MessageRow.class).message());
        } catch (NoSuchFileException deletedMeanwhile) {
            return Stream.empty();
        } catch (IOException e) {
            LOG.warn("The queued message {} cannot be read and is left out: {}", file, e.toString());
            return Stream.empty();
        }
    }

    private Path file(String queue, String messageId) {
        return folder.resolve(queue).resolve(messageId);
    }
}
