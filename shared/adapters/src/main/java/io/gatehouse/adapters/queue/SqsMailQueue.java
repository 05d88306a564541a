package io.gatehouse.adapters.queue;

import io.gatehouse.adapters.aws.AwsClients;
import io.gatehouse.domain.errors.Unavailable;
import io.gatehouse.domain.mail.MailQueue;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;

/** The mail queue in SQS. */
public final class SqsMailQueue implements MailQueue {
    private static final String NAME = "queue";
    /** What SQS takes in one call. */
    private static final int BATCH = 10;

    private static final Duration CALL = Duration.ofMillis(1_500);
    private static final Duration ATTEMPT = Duration.ofMillis(700);

    private final SqsClient sqs;
    private final String queueUrl;
    private final Duration call;

    public SqsMailQueue(URI queueUrl) {
        this(queueUrl, CALL, ATTEMPT);
    }

    /** With other time limits. */
    SqsMailQueue(URI queueUrl, Duration call, Duration attempt) {
        this.sqs = AwsClients.build(SqsClient.builder(), call, attempt);
        this.queueUrl = queueUrl.toString();
        this.call = call;
    }

    @Override
    public Set<UUID> send(Collection<UUID> ids) {
        return ids.stream()
                .gather(Gatherers.windowFixed(BATCH))
                .flatMap(this::sendBatch)
                .collect(Collectors.toSet());
    }

    /** @throws Unavailable when the queue does not answer in time */
    public void ping() {
        try {
            sqs.getQueueAttributes(
                    r -> r.queueUrl(queueUrl).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
        } catch (SdkException e) {
            throw new Unavailable(NAME, e);
        }
    }

    private Stream<UUID> sendBatch(List<UUID> ids) {
        var entries = ids.stream()
                .map(id -> SendMessageBatchRequestEntry.builder()
                        .id(id.toString())
                        .messageBody(new MailMessage(id).body())
                        .build())
                .toList();
        try {
            return sqs
                    .sendMessageBatch(r ->
                            r.queueUrl(queueUrl).entries(entries).overrideConfiguration(AwsClients.inTime(NAME, call)))
                    .successful()
                    .stream()
                    .map(SendMessageBatchResultEntry::id)
                    .map(UUID::fromString);
        } catch (SdkException e) {
            throw new Unavailable(NAME, e);
        }
    }
}
