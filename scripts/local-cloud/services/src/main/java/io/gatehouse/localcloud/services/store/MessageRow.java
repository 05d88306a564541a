package io.gatehouse.localcloud.services.store;

import org.elasticmq.actor.queue.InternalMessage;
import org.elasticmq.persistence.sql.DBMessage;
import org.jspecify.annotations.Nullable;
import scala.Option;

/**
 * A message of a standard queue as the row that ElasticMQ would keep in a database, so that it can be JSON.
 *
 * @param nextDelivery when it becomes visible again, in milliseconds since 1970, as all times here
 * @param received when it was received first, or null
 */
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

    private static <T> @Nullable T orNull(Option<T> option) {
        return option.isDefined() ? option.get() : null;
    }
}
