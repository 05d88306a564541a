package io.gatehouse.localcloud.services.store;

import io.gatehouse.localcloud.services.Folders;
import io.gatehouse.localcloud.services.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.elasticmq.actor.queue.InternalMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file for each message of the queues: {@code <folder>/<queue>/<message id>}.
 *
 * <p>It holds the row that ElasticMQ would write to its database, which it can open only once in a JVM.
 */
final class MessageFiles {
    private static final Logger LOG = LoggerFactory.getLogger(MessageFiles.class);

    private final Path folder;

    MessageFiles(Path folder) {
        this.folder = folder;
    }

    void write(String queue, InternalMessage message) {
        try {
            Files.createDirectories(folder.resolve(queue));
            Folders.replace(file(queue, message.id()), Json.bytes(MessageRow.of(message)));
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

    /** At most {@code limit} messages of a queue, in no order. Skips what another version of ElasticMQ wrote. */
    List<InternalMessage> read(String queue, long limit) {
        var directory = folder.resolve(queue);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.filter(file -> !file.toString().endsWith(".unfinished"))
                    .limit(limit)
                    .flatMap(MessageFiles::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<InternalMessage> read(Path file) {
        try {
            return Stream.of(Json.read(Files.readString(file), MessageRow.class).message());
        } catch (NoSuchFileException deletedMeanwhile) {
            return Stream.empty();
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("Skipping the queued message {}, which cannot be read: {}", file, e.toString());
            return Stream.empty();
        }
    }

    private Path file(String queue, String messageId) {
        return folder.resolve(queue).resolve(messageId);
    }
}
