package io.gatehouse.localcloud.cloud.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import io.gatehouse.localcloud.cloud.runtime.Invoker;
import io.gatehouse.localcloud.services.store.QueueDefinition;
import io.gatehouse.localcloud.services.store.SqsClient;
import io.gatehouse.localcloud.services.store.SqsServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SqsEventSourceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ARN = SqsServer.queueArn("mails");

    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private SqsServer server;
    private SqsClient sqs;

    @BeforeEach
    void start() {
        server = SqsServer.temporary(
                QueueDefinition.of("mails")
                        .withVisibilityTimeout(Duration.ofSeconds(1))
                        .withRedrive("dead", 2),
                QueueDefinition.of("dead"));
        sqs = new SqsClient(server.endpoint());
    }

    @AfterEach
    void stop() {
        sqs.close();
        server.close();
    }

    @Test
    void aFunctionGetsLambdasSqsEvent() throws Exception {
        try (var _ = source(mapping(10, Duration.ZERO, 5), event -> success("null"))) {
            sqs.call(
                    "SendMessage",
                    Map.of(
                            "QueueUrl", server.queueUrl("mails"),
                            "MessageBody", "{\"mail\":1}",
                            "MessageAttributes", Map.of("trace", Map.of("DataType", "String", "StringValue", "t-1"))));

            await().untilAsserted(() -> assertThat(events).hasSize(1));
            var message = events.getFirst().at("/Records/0");
            assertThat(message.get("body").asText()).isEqualTo("{\"mail\":1}");
            assertThat(message.get("messageId").asText()).isNotEmpty();
            assertThat(message.get("receiptHandle").asText()).isNotEmpty();
            assertThat(message.get("md5OfBody").asText()).matches("[0-9a-f]{32}");
            assertThat(message.get("eventSource").asText()).isEqualTo("aws:sqs");
            assertThat(message.get("eventSourceARN").asText()).isEqualTo(ARN);
            assertThat(message.get("awsRegion").asText()).isEqualTo("us-east-1");
            assertThat(message.at("/messageAttributes/trace/stringValue").asText())
                    .isEqualTo("t-1");
            assertThat(message.at("/messageAttributes/trace/dataType").asText()).isEqualTo("String");
            assertThat(message.at("/attributes/ApproximateReceiveCount").asText())
                    .isEqualTo("1");
            assertThat(message.get("attributes").fieldNames())
                    .toIterable()
                    .contains(
                            "ApproximateReceiveCount", "SentTimestamp", "SenderId", "ApproximateFirstReceiveTimestamp");
            await().untilAsserted(() -> assertThat(messagesIn("mails")).isZero());
        }
    }

    @Test
    void onlyTheFailedMessagesOfABatchAreRedeliveredAndFinallyDeadLettered() throws Exception {
        send("good", "bad", "fine");
        try (var _ = source(mapping(10, Duration.ZERO, 5), SqsEventSourceTest::failTheBad)) {
            await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
                assertThat(messagesIn("dead")).isEqualTo(1);
                assertThat(messagesIn("mails")).isZero();
            });
        }
        assertThat(deliveriesOf("good")).isEqualTo(1);
        assertThat(deliveriesOf("fine")).isEqualTo(1);
        assertThat(deliveriesOf("bad")).isEqualTo(2);
    }

    @Test
    void aFailedBatchIsRedeliveredAsAWhole() throws Exception {
        send("one", "two");
        var calls = new AtomicInteger();
        try (var _ = source(
                mapping(10, Duration.ZERO, 5), event -> calls.incrementAndGet() == 1 ? error() : success("{}"))) {
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(messagesIn("mails")).isZero());
        }
        assertThat(deliveriesOf("one") + deliveriesOf("two")).isGreaterThan(2);
    }

    @Test
    void aThrottledBatchIsRetriedWithoutBeingReceivedAgain() throws Exception {
        sqs.call(
                "SetQueueAttributes",
                Map.of("QueueUrl", server.queueUrl("mails"), "Attributes", Map.of("VisibilityTimeout", "30")));
        send("one");
        var calls = new AtomicInteger();
        try (var _ = source(
                mapping(10, Duration.ZERO, 5),
                event -> calls.incrementAndGet() < 4 ? InvocationResult.throttled() : success("{}"))) {
            await().untilAsserted(() -> assertThat(messagesIn("mails")).isZero());
        }
        assertThat(calls.get()).isEqualTo(4);
        assertThat(events)
                .allSatisfy(event -> assertThat(event.at("/Records/0/attributes/ApproximateReceiveCount")
                                .asText())
                        .isEqualTo("1"));
    }

    @Test
    void aBatchThrottledBeyondItsVisibilityTimeoutIsRedelivered() throws Exception {
        send("one");
        var start = System.nanoTime();
        try (var _ = source(
                mapping(10, Duration.ZERO, 5),
                event -> System.nanoTime() - start < 1_300_000_000 ? InvocationResult.throttled() : success("{}"))) {
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(messagesIn("mails")).isZero());
        }
        assertThat(messagesIn("dead")).isZero();
        assertThat(events.getLast()
                        .at("/Records/0/attributes/ApproximateReceiveCount")
                        .asText())
                .isEqualTo("2");
    }

    @Test
    void anEventHasAtMostBatchSizeMessages() throws Exception {
        send(IntStream.range(0, 12).mapToObj(Integer::toString).toArray(String[]::new));
        try (var _ = source(mapping(5, Duration.ZERO, 5), event -> success("{}"))) {
            await().untilAsserted(() -> assertThat(messagesIn("mails")).isZero());
        }
        assertThat(events)
                .allSatisfy(event -> assertThat(event.get("Records").size()).isBetween(1, 5));
    }

    @Test
    void aBatchingWindowCollectsSeveralReceives() throws Exception {
        send(IntStream.range(0, 15).mapToObj(Integer::toString).toArray(String[]::new));
        try (var _ = source(mapping(15, Duration.ofSeconds(5), 5), event -> success("{}"))) {
            await().untilAsserted(() -> assertThat(events).hasSize(1));
        }
        assertThat(events.getFirst().get("Records")).hasSize(15);
    }

    @Test
    void atMostMaximumConcurrencyBatchesRunAtATime() throws Exception {
        send(IntStream.range(0, 6).mapToObj(Integer::toString).toArray(String[]::new));
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var go = new CountDownLatch(1);
        try (var _ = source(mapping(1, Duration.ZERO, 2), event -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            awaitLatch(go);
            running.decrementAndGet();
            return success("{}");
        })) {
            await().untilAsserted(() -> assertThat(running).hasValue(2));
            go.countDown();
            await().untilAsserted(() -> assertThat(messagesIn("mails")).isZero());
        }
        assertThat(most).hasValue(2);
    }

    @Test
    @Timeout(30)
    void closeEndsPollingAndARunningFunction() throws Exception {
        source(mapping(10, Duration.ZERO, 5), event -> success("{}")).close();

        send("slow");
        var interrupted = new CountDownLatch(1);
        var busy = source(mapping(10, Duration.ZERO, 5), event -> {
            awaitLatch(new CountDownLatch(1));
            interrupted.countDown();
            return success("{}");
        });
        await().untilAsserted(() -> assertThat(events).hasSize(1));
        busy.close();
        interrupted.await();
        assertThat(messagesIn("mails")).as("it was not done").isOne();
    }

    private SqsEventSource source(EventSourceMapping mapping, Function<JsonNode, InvocationResult> function) {
        Invoker invoker = event -> {
            try {
                var json = JSON.readTree(event);
                events.add(json);
                return function.apply(json);
            } catch (IOException e) {
                throw new IllegalArgumentException(e);
            }
        };
        return SqsEventSource.start(server.endpoint(), mapping, invoker);
    }

    private EventSourceMapping mapping(int batchSize, Duration window, int concurrency) {
        return new EventSourceMapping(server.queueUrl("mails"), ARN, batchSize, window, true, concurrency);
    }

    private static InvocationResult failTheBad(JsonNode event) {
        var failures = JSON.createArrayNode();
        event.get("Records")
                .valueStream()
                .filter(message -> message.get("body").asText().equals("bad"))
                .forEach(message -> failures.addObject().set("itemIdentifier", message.get("messageId")));
        return success(
                JSON.createObjectNode().set("batchItemFailures", failures).toString());
    }

    private static InvocationResult success(String payload) {
        return new InvocationResult(payload.getBytes(UTF_8), null, "", Duration.ZERO);
    }

    private static InvocationResult error() {
        return new InvocationResult("{\"errorMessage\":\"no\"}".getBytes(UTF_8), "Unhandled", "", Duration.ZERO);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long deliveriesOf(String body) {
        return events.stream()
                .flatMap(event -> event.get("Records").valueStream())
                .filter(message -> message.get("body").asText().equals(body))
                .count();
    }

    private void send(String... bodies) throws Exception {
        for (var body : bodies) {
            sqs.call("SendMessage", Map.of("QueueUrl", server.queueUrl("mails"), "MessageBody", body));
        }
    }

    /** Visible and in flight. */
    private int messagesIn(String queue) throws Exception {
        var attributes = sqs.call(
                        "GetQueueAttributes",
                        Map.of("QueueUrl", server.queueUrl(queue), "AttributeNames", List.of("All")))
                .get("Attributes");
        return attributes.get("ApproximateNumberOfMessages").asInt()
                + attributes.get("ApproximateNumberOfMessagesNotVisible").asInt();
    }
}
