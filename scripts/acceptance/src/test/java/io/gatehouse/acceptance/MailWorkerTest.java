package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.freshAddress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.acceptance.harness.Checkout;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.OnCloud;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The worker of the mail queue, given the batches that SQS would give it. */
@OnCloud
class MailWorkerTest {
    private final Gatehouse gatehouse;

    MailWorkerTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    void onlyTheBadMessagesOfABatchFail() {
        var batch = naming(Checkout.event("sqs-poison"), 1, queuedMail(freshAddress()));

        // The queue's own worker may be at the mail, and then that is not to be had.
        await().untilAsserted(() -> assertThat(failures(batch))
                .containsExactly(batch.at("/Records/0/messageId").asString()));
    }

    @Test
    void aMessageThatComesAgainSendsNothing() throws Exception {
        var to = freshAddress();
        var again = naming(Checkout.event("sqs-welcome"), 0, queuedMail(to));
        await().until(() -> failures(again).isEmpty());

        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> delivery = () -> failures(again).isEmpty();
            assertThat(pool.invokeAll(Stream.generate(() -> delivery).limit(5).toList()))
                    .allSatisfy(done -> assertThat(done.resultNow()).isTrue());
        }

        assertThat(gatehouse.allMailsTo(to)).hasSize(1);
    }

    @Test
    void theSweeperLeavesAloneWhatHasBeenSent() {
        var to = freshAddress();
        queuedMail(to);
        await().until(() -> gatehouse.mailsTo(to).size() == 1);

        assertThat(gatehouse
                        .invoke("OutboxSweeperFunction", Checkout.event("schedule-outbox"))
                        .failed())
                .isFalse();

        assertThat(gatehouse.allMailsTo(to)).hasSize(1);
    }

    private String queuedMail(String to) {
        var mailer = gatehouse.somebodyWithRole("mailer");
        return gatehouse
                .post("/api/send-email")
                .bearer(mailer.token())
                .json(Map.of("template", "welcome", "to", to))
                .expect(202)
                .at("/id");
    }

    /** The event with another mail's id in one of its messages. */
    private static JsonNode naming(JsonNode event, int message, String mailId) {
        ((ObjectNode) event.path("Records").path(message))
                .put("body", Checkout.JSON.writeValueAsString(Map.of("mailId", mailId)));
        return event;
    }

    private List<String> failures(JsonNode batch) {
        var result = gatehouse.invoke("MailWorkerFunction", batch);
        assertThat(result.failed()).as("%s", result.payload()).isFalse();
        return result.payload().path("batchItemFailures").findValuesAsString("itemIdentifier");
    }
}
