package io.gatehouse.acceptance.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gatehouse.localcloud.cloud.queue.EventSourceMapping;
import io.gatehouse.localcloud.cloud.queue.SqsEventSource;
import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import io.gatehouse.localcloud.services.store.SqsClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Gatehouse needs of an SQS server, so that one that it is developed on behaves as the next. */
abstract class QueueContract {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private SqsClient sqs;
    private String queue;
    private String deadLetters;

    /** Where the server answers. */
    abstract String endpoint();

    @BeforeEach
    void createQueues() throws Exception {
        sqs = new SqsClient(endpoint());
        deadLetters = create(Map.of());
        var redrive = "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":2}".formatted(arn(deadLetters));
        queue = create(Map.of("VisibilityTimeout", "1", "RedrivePolicy", redrive));
    }

    @AfterEach
    void close() {
        sqs.close();
    }

    private String create(Map<String, String> attributes) throws Exception {
        var name = "contract-" + UUID.randomUUID();
        return sqs.call("CreateQueue", Map.of("QueueName", name, "Attributes", attributes))
                .path("QueueUrl")
                .asText();
    }

    private String arn(String url) throws Exception {
        return attributes(url).path("QueueArn").asText();
    }

    private JsonNode attributes(String url) throws Exception {
        return sqs.call("GetQueueAttributes", Map.of("QueueUrl", url, "AttributeNames", List.of("All")))
                .path("Attributes");
    }

    private JsonNode send(String body) throws Exception {
        var trace = Map.of("DataType", "String", "StringValue", "Root=1-2-3");
        return sqs.call(
                "SendMessage",
                Map.of("QueueUrl", queue, "MessageBody", body, "MessageAttributes", Map.of("trace", trace)));
    }

    private List<JsonNode> receive(String url) throws Exception {
        var parameters = Map.of(
                "QueueUrl",
                url,
                "MaxNumberOfMessages",
                10,
                "WaitTimeSeconds",
                1,
                "AttributeNames",
                List.of("All"),
                "MessageAttributeNames",
                List.of("All"));
        return sqs.call("ReceiveMessage", parameters)
                .path("Messages")
                .valueStream()
                .toList();
    }

    private List<JsonNode> receiveSoon(String url) {
        return await().atMost(PATIENCE).until(() -> receive(url), messages -> !messages.isEmpty());
    }

    @Test
    void aMessageComesAsItWasSent() throws Exception {
        var sent = send("שלום {\"mailId\":\"1\"} 👋");

        assertThat(receiveSoon(queue)).singleElement().satisfies(message -> {
            assertThat(message.path("MessageId")).isEqualTo(sent.path("MessageId"));
            assertThat(message.path("Body").asText()).isEqualTo("שלום {\"mailId\":\"1\"} 👋");
            assertThat(message.path("MD5OfBody")).isEqualTo(sent.path("MD5OfMessageBody"));
            assertThat(message.at("/Attributes/ApproximateReceiveCount").asText())
                    .isEqualTo("1");
            assertThat(message.at("/Attributes/SentTimestamp").asLong())
                    .isCloseTo(System.currentTimeMillis(), within(60_000L));
            assertThat(message.at("/MessageAttributes/trace/StringValue").asText())
                    .isEqualTo("Root=1-2-3");
        });
    }

    @Test
    void aReceivedMessageIsHiddenForAWhileAndComesAgainUntilItIsDeleted() throws Exception {
        send("again");
        var first = receiveSoon(queue).getFirst();
        var second = receiveSoon(queue).getFirst();
        assertThat(second.path("MessageId")).isEqualTo(first.path("MessageId"));
        assertThat(second.at("/Attributes/ApproximateReceiveCount").asText()).isEqualTo("2");

        sqs.call(
                "DeleteMessage",
                Map.of(
                        "QueueUrl",
                        queue,
                        "ReceiptHandle",
                        second.path("ReceiptHandle").asText()));

        assertThat(receive(queue)).isEmpty();
        assertThat(receive(deadLetters)).isEmpty();
    }

    @Test
    void aMessageCanBeHiddenForLonger() throws Exception {
        send("later");
        var message = receiveSoon(queue).getFirst();

        sqs.call(
                "ChangeMessageVisibility",
                Map.of(
                        "QueueUrl",
                        queue,
                        "ReceiptHandle",
                        message.path("ReceiptHandle").asText(),
                        "VisibilityTimeout",
                        60));

        await().during(Duration.ofSeconds(2))
                .atMost(PATIENCE)
                .until(() -> receive(queue).isEmpty());
    }

    @Test
    void ofABatchEachEntryFailsByItself() throws Exception {
        send("done");
        var handle = receiveSoon(queue).getFirst().path("ReceiptHandle").asText();
        var entries = List.of(
                Map.of("Id", "good", "ReceiptHandle", handle), Map.of("Id", "bad", "ReceiptHandle", "no such thing"));

        var answer = sqs.call("DeleteMessageBatch", Map.of("QueueUrl", queue, "Entries", entries));

        assertThat(answer.path("Successful").findValuesAsText("Id")).containsExactly("good");
        assertThat(answer.path("Failed").findValuesAsText("Id")).containsExactly("bad");
    }

    @Test
    void whatAFunctionReportsAsFailedComesAgainAndTheRestDoesNot() throws Exception {
        var bodies = new ConcurrentLinkedQueue<String>();
        send("done");
        send("failed");
        var mapping = new EventSourceMapping(queue, arn(queue), 10, Duration.ZERO, true, 1);

        try (var _ = SqsEventSource.start(endpoint(), mapping, event -> failing("failed", event, bodies))) {
            await().atMost(PATIENCE)
                    .until(() -> bodies.stream().filter("failed"::equals).count() == 2);
        }

        assertThat(bodies).containsOnlyOnce("done");
        assertThat(receiveSoon(deadLetters))
                .singleElement()
                .satisfies(message -> assertThat(message.path("Body").asText()).isEqualTo("failed"));
    }

    /** A function that reports the message with this body as failed. */
    private static InvocationResult failing(String body, byte[] event, ConcurrentLinkedQueue<String> bodies) {
        var failures = new ArrayList<String>();
        for (var message : records(event)) {
            bodies.add(message.path("body").asText());
            if (message.path("body").asText().equals(body)) {
                failures.add("{\"itemIdentifier\":\"%s\"}"
                        .formatted(message.path("messageId").asText()));
            }
        }
        var payload = "{\"batchItemFailures\":[%s]}".formatted(String.join(",", failures));
        return new InvocationResult(payload.getBytes(StandardCharsets.UTF_8), null, "", Duration.ZERO);
    }

    private static JsonNode records(byte[] event) {
        try {
            return JSON.readTree(event).path("Records");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aMessageThatIsReceivedTooOftenRestsInTheDeadLetterQueueAndCanBeMovedBack() throws Exception {
        send("poison");
        receiveSoon(queue);
        receiveSoon(queue);
        await().atMost(PATIENCE).until(() -> {
            receive(queue);
            return attributes(deadLetters).path("ApproximateNumberOfMessages").asInt() == 1;
        });

        sqs.call("StartMessageMoveTask", Map.of("SourceArn", arn(deadLetters)));

        assertThat(receiveSoon(queue))
                .singleElement()
                .satisfies(message -> assertThat(message.path("Body").asText()).isEqualTo("poison"));
        assertThat(receive(deadLetters)).isEmpty();
    }

    @Test
    void aQueueTellsItsAttributes() throws Exception {
        send("one");
        send("two");

        var attributes = attributes(queue);

        assertThat(attributes.path("ApproximateNumberOfMessages").asInt()).isEqualTo(2);
        assertThat(attributes.path("ApproximateNumberOfMessagesNotVisible").asInt())
                .isZero();
        assertThat(attributes.path("VisibilityTimeout").asInt()).isEqualTo(1);
        var redrive = JSON.readTree(attributes.path("RedrivePolicy").asText());
        assertThat(redrive.path("maxReceiveCount").asInt()).isEqualTo(2);
    }
}
