package io.gatehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.acceptance.harness.Checkout;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.OnCloud;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Faults that a cloud gets over; {@link FaultsTest} has those that last. */
@OnCloud(own = true)
@Tag("ASVS-16.5.3")
@Tag("faults")
class PassingFaultsTest {
    /** The template's. */
    private static final int VISIBILITY_SECONDS = 180;

    private final Gatehouse gatehouse;

    PassingFaultsTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    void aCacheThatStallsCostsNoAnswer() {
        var person = gatehouse.somebody();
        gatehouse.get(person.path()).bearer(person.token()).expect(200);
        gatehouse.cloud().redis().freeze();
        try {
            for (var i = 0; i < 5; i++) {
                var user = gatehouse.get(person.path()).bearer(person.token()).expect(200);
                assertThat(user.header("x-cache")).isEqualTo("miss");
            }
        } finally {
            gatehouse.cloud().redis().thaw();
        }
        gatehouse.awaitCached(person);
    }

    @Test
    void aMessageThatNobodyCanDoRestsInTheDeadLetterQueueAfterFiveReceives() {
        var queue = gatehouse.cloud().queue("MailQueue");
        var deadLetters = gatehouse.cloud().queue("MailDeadLetterQueue");
        queue.awaitRest();
        queue.set("VisibilityTimeout", 1);
        try {
            var poison = queue.send("no message of this queue");

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> deadLetters.messages().contains(poison));
            await().untilAsserted(() -> assertThat(receivesOf(poison)).containsExactly("1", "2", "3", "4", "5"));
        } finally {
            queue.set("VisibilityTimeout", VISIBILITY_SECONDS);
        }
    }

    /** What the worker said of its failures with a message. */
    private List<String> receivesOf(String messageId) {
        return gatehouse
                .cloud()
                .log()
                .lines()
                .filter(line -> line.contains(messageId))
                .map(Checkout.JSON::readTree)
                .map(line -> line.path("receives").asString())
                .toList();
    }
}
