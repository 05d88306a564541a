package io.gatehouse.localcloud.services.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A standard queue to create, in the terms of {@code AWS::SQS::Queue}; times in whole seconds. */
public record QueueDefinition(
        String name,
        Duration visibilityTimeout,
        Duration receiveWait,
        Duration delay,
        @Nullable Redrive redrive) {

    /** Where a message goes after {@code maxReceiveCount} receives. */
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
