package io.gatehouse.localcloud.cloud.queue;

import java.time.Duration;

/** How a queue feeds a function, in the terms of {@code AWS::Lambda::EventSourceMapping}. */
public record EventSourceMapping(
        String queueUrl,
        String queueArn,
        int batchSize,
        Duration batchingWindow,
        boolean reportBatchItemFailures,
        int maximumConcurrency) {
    private static final int LAMBDAS_FIRST_POLLERS = 5;

    public EventSourceMapping {
        if (batchSize < 1 || batchSize > 10_000 || maximumConcurrency < 1) {
            throw new IllegalArgumentException("BatchSize is 1 to 10000 and MaximumConcurrency at least 1.");
        }
    }

    /** Lambda's defaults: batches of up to 10, no window, no partial failures, five batches at a time. */
    public static EventSourceMapping of(String queueUrl, String queueArn) {
        return new EventSourceMapping(queueUrl, queueArn, 10, Duration.ZERO, false, LAMBDAS_FIRST_POLLERS);
    }
}
