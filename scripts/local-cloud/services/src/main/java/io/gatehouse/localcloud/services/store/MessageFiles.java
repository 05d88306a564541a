package io.gatehouse.localcloud.services.store;

import io.gatehouse.localcloud.services.Folders;
import io.gatehouse.localcloud.services.JsonCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.function.Uncheck;
import org.apache.pekko.actor.AbstractActor;
import org.elasticmq.actor.queue.InternalMessage;
import org.elasticmq.actor.queue.OperationSuccessful$;
import org.elasticmq.actor.queue.QueueEvent;
import org.elasticmq.persistence.sql.DBMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/** One file for each message, with ElasticMQ's database row: its own database can be open only once in a JVM. */
record MessageFiles(Path folder) {
    private static final Logger LOG = LoggerFactory.getLogger(MessageFiles.class);

    /** Writes each change of a message to its file, and only then acknowledges the change to ElasticMQ. */
    static final class Recorder extends AbstractActor {
        private final MessageFiles files;

        Recorder(MessageFiles files) {
            this.files = files;
        }

        @Override
        public Receive createReceive() {
            return receiveBuilder().match(QueueEvent.class, this::record).build();
        }

        private void record(QueueEvent change) {
            switch (change) {
                case QueueEvent.MessageAdded added -> files.write(added.queueName(), added.message());
                case QueueEvent.MessageUpdated updated -> files.write(updated.queueName(), updated.message());
                case QueueEvent.MessageRemoved removed -> files.delete(removed.queueName(), removed.messageId());
                default -> {
                    return; // of a queue, which is made from the template at each start
                }
            }
            getSender().tell(OperationSuccessful$.MODULE$, getSelf());
        }
    }

    /** ElasticMQ's row as JSON. Times are milliseconds since 1970; {@code received} is the first receive, or null. */
    @SuppressWarnings("ArrayRecordComponent") // passed on as they are, never compared
    record MessageRow(
            String messageId,
            byte[] deliveryReceipts,
            long nextDelivery,
            byte[] content,
            byte[] attributes,
            long created,
            @Nullable Long received,
            int receiveCount,
            @Nullable String tracingId,
            @Nullable String deadLetterSource) {
        static MessageRow of(InternalMessage message) {
            var row = DBMessage.from(message);
            return new MessageRow(
                    row.messageId(),
                    row.deliveryReceipts(),
                    row.nextDelivery(),
                    row.content(),
                    row.attributes(),
                    row.created(),
                    (Long) orNull(row.received()),
                    row.receiveCount(),
                    orNull(row.tracingId()),
                    orNull(row.deadLetterSourceQueueName()));
        }

        private static <T> @Nullable T orNull(Option<T> option) {
            return option.isDefined() ? option.get() : null;
        }

        InternalMessage message() {
            return new DBMessage(
                            messageId,
                            deliveryReceipts,
                            nextDelivery,
                            content,
                            attributes,
                            created,
                            Option.apply(received),
                            receiveCount,
                            Option.empty(),
                            Option.empty(),
                            Option.apply(tracingId),
                            Option.empty(),
                            Option.apply(deadLetterSource))
                    .toInternalMessage();
        }
    }

    private void write(String queue, InternalMessage message) {
        Uncheck.run(() -> Files.createDirectories(folder.resolve(queue)));
        Uncheck.run(() -> Folders.replace(file(queue, message.id()), JsonCodec.bytes(MessageRow.of(message))));
    }

    private void delete(String queue, String messageId) {
        Uncheck.run(() -> Files.deleteIfExists(file(queue, messageId)));
    }

    /** At most {@code limit} messages of a queue, in no order. Skips what another version of ElasticMQ wrote. */
    List<InternalMessage> read(String queue, long limit) {
        try (var files = Files.list(folder.resolve(queue))) {
            return files.filter(file -> !file.toString().endsWith(".unfinished"))
                    .limit(limit)
                    .flatMap(MessageFiles::read)
                    .toList();
        } catch (NoSuchFileException neverHadAMessage) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<InternalMessage> read(Path file) {
        try {
            return Stream.of(
                    JsonCodec.read(Files.readString(file), MessageRow.class).message());
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
