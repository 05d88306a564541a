package io.gatehouse.localcloud.services.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A standard queue to create, in the terms of {@code AWS::SQS::Queue}; times in whole seconds.
 *
 * @param visibilityTimeout how long a received message is hidden from other receivers
 * @param receiveWait how long a receive waits for a message unless it says otherwise (long polling)
 * @param delay how long a sent message is hidden at first
 * @param redrive where messages go that are received too often, or null to deliver them for ever
 */
public record QueueDefinition(
        String name,
        Duration visibilityTimeout,
        Duration receiveWait,
        Duration delay,
        @Nullable Redrive redrive) {

    /**
     * Moves a message to the queue named {@code deadLetterQueue} instead of delivering it more than
     * {@code maxReceiveCount} times.
     */
    public record Redrive(String deadLetterQueue, int maxReceiveCount) {}

    /** A queue with SQS's defaults: 30 s of visibility timeout, no wait, no delay, no dead-letter queue. */
    public static QueueDefinition of(String name) {
        return new QueueDefinition(name, Duration.ofSeconds(30), Duration.ZERO, Duration.ZERO, null);
    }

    public QueueDefinition withVisibilityTimeout(Duration timeout) {
        return new QueueDefinition(name, timeout, receiveWait, delay, redrive);
    }

    public QueueDefinition withRedrive(String deadLetterQueue, int maxReceiveCount) {
        return new QueueDefinition(
                name, visibilityTimeout, receiveWait, delay, new Redrive(deadLetterQueue, maxReceiveCount));
    }
}
