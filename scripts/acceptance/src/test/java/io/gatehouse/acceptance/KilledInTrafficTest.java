package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.PASSWORD;
import static io.gatehouse.acceptance.harness.Gatehouse.freshAddress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.OnCloud;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Execution environments, and the whole cloud with them, are killed while people register. A function has one for each
 * client at most, and one that comes after a kill.
 */
@OnCloud(
        own = true,
        options = {"--isolated", "--environments-per-function=3"})
@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's runtime interface client is made for Linux only")
@Tag("ASVS-2.3.3")
@Tag("faults")
class KilledInTrafficTest {
    private static final int KILLS = 20;
    /** This one is of the whole cloud, the others are of an environment. */
    private static final int KILL_OF_THE_CLOUD = 10;

    private static final int CLIENTS = 2;
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Half of a mail's lease: what a killed worker had in hand comes back, and not too often before it may be sent. */
    private static final int VISIBILITY_SECONDS = 30;
    /**
     * A lease and a sweep, after the queue's own visibility time-out of 180 s, which what a worker gets right after a
     * restart has.
     */
    private static final Duration LAST_MAIL = Duration.ofSeconds(300);

    private final Gatehouse gatehouse;
    private final Queue<String> registered = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();

    KilledInTrafficTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    void whatWasAnsweredIsThereAndItsMailIsSentWhoeverIsKilled() {
        hideMessagesForShort();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, CLIENTS).forEach(client -> clients.execute(this::register));
            try {
                kill();
            } finally {
                over.set(true);
            }
        }

        assertThat(registered)
                .allSatisfy(email -> gatehouse.login(email, PASSWORD).expect(200));
        await().atMost(LAST_MAIL)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(registered)
                        .allSatisfy(
                                email -> assertThat(gatehouse.mailsTo(email)).isNotEmpty()));
        assertThat(gatehouse.cloud().queue("MailDeadLetterQueue").messages()).isEmpty();
    }

    private void kill() {
        for (var kill = 1; kill <= KILLS; kill++) {
            awaitRegistrations(CLIENTS + 1);
            if (kill == KILL_OF_THE_CLOUD) {
                killTheCloud();
            } else {
                killAnEnvironment(kill);
            }
        }
        awaitRegistrations(1);
    }

    private void register() {
        while (!over.get()) {
            var email = freshAddress();
            try {
                gatehouse.register(email, PASSWORD).expect(201);
                registered.add(email);
            } catch (UncheckedIOException | AssertionError unanswered) {
                // Whether it is there is not known then.
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void awaitRegistrations(int count) {
        var before = registered.size();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> registered.size() >= before + count);
    }

    private void killAnEnvironment(int kill) {
        var environments = gatehouse.cloud().environments();
        environments.get(kill % environments.size()).destroyForcibly();
    }

    private void killTheCloud() {
        var environments = gatehouse.cloud().environments();
        gatehouse.cloud().crash();
        await("the end of its environments")
                .atMost(Duration.ofSeconds(5))
                .until(() -> environments.stream().noneMatch(ProcessHandle::isAlive));
        gatehouse.cloud().restart();
        hideMessagesForShort();
    }

    private void hideMessagesForShort() {
        gatehouse.cloud().queue("MailQueue").set("VisibilityTimeout", VISIBILITY_SECONDS);
    }
}
