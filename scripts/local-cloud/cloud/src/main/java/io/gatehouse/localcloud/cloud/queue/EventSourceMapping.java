package io.gatehouse.localcloud.cloud.queue;

import java.time.Duration;

/**
 * How a queue feeds a function, in the terms of {@code AWS::Lambda::EventSourceMapping}.
 *
 * @param batchSize the most messages that one event carries, 1 to 10,000
 * @param batchingWindow how long to wait for a batch to fill once it has a message; zero for no time
 * @param reportBatchItemFailures whether the function's answer says which messages failed
 * @param maximumConcurrency the most batches in the function's hands at a time, at least 1
 */
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
