package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.PASSWORD;
import static io.gatehouse.acceptance.harness.Gatehouse.freshAddress;
import static java.util.concurrent.CompletableFuture.delayedExecutor;
import static java.util.concurrent.CompletableFuture.runAsync;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.acceptance.harness.Checkout;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.OnCloud;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The whole cloud is killed in the middle of its work. One of the first classes, for it waits long while others work.
 */
@OnCloud(own = true)
@Tag("ASVS-16.5.3")
@Tag("faults")
class PowerCutTest {
    private static final int POWER_CUTS = 3;
    /** What a power cut leaves in the outbox is swept once it is 30 s old. */
    private static final Duration GRACE_AND_MORE = Duration.ofSeconds(90);
    /** Longer than a power cut takes to come, shorter than a restart. */
    private static final int DELAY_SECONDS = 3;

    private final Gatehouse gatehouse;

    PowerCutTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    @Tag("ASVS-2.3.3")
    void aPowerCutDuringARegistrationLeavesAllOfItOrNothing() {
        var attempted = new ArrayList<String>();
        var answered = new ArrayList<String>();
        for (var cut = 0; cut < POWER_CUTS; cut++) {
            var email = freshAddress();
            attempted.add(email);
            if (isAnsweredBeforeThePowerFails(email)) {
                answered.add(email);
            }
        }

        var registered = attempted.stream()
                .filter(email -> gatehouse.login(email, PASSWORD).answer().status() == 200)
                .toList();

        assertThat(registered).containsAll(answered);
        await().atMost(GRACE_AND_MORE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            sweep();
            return registered.stream()
                    .noneMatch(email -> gatehouse.mailsTo(email).isEmpty());
        });
    }

    /** Registers somebody and kills the cloud at about the time at which that is done; then starts it again. */
    private boolean isAnsweredBeforeThePowerFails(String email) {
        var usual = usualNanosOfARegistration();
        var queue = gatehouse.cloud().queue("MailQueue");
        queue.awaitRest();
        queue.set("DelaySeconds", DELAY_SECONDS);
        var registration = supplyAsync(() -> gatehouse.register(email, PASSWORD).expect(201));
        runAsync(gatehouse.cloud()::crash, delayedExecutor(usual, NANOSECONDS)).join();
        var answered = registration.handle((answer, failure) -> failure == null).join();
        gatehouse.cloud().restart();
        return answered;
    }

    private long usualNanosOfARegistration() {
        return LongStream.range(0, 5)
                .map(i -> nanosOfARegistration())
                .sorted()
                .skip(2)
                .findFirst()
                .orElseThrow();
    }

    private long nanosOfARegistration() {
        var start = System.nanoTime();
        gatehouse.register(freshAddress(), PASSWORD).expect(201);
        return System.nanoTime() - start;
    }

    /** What the schedule does every minute. */
    private void sweep() {
        assertThat(gatehouse
                        .invoke("OutboxSweeperFunction", Checkout.event("schedule-outbox"))
                        .failed())
                .isFalse();
    }
}
