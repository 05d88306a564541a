package io.gatehouse.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.adapters.queue.SqsMailQueue;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.work.Outbox;
import io.gatehouse.localcloud.services.store.QueueDefinition;
import io.gatehouse.localcloud.services.store.SqsServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutboxSweeperFunctionTest {
    @TempDir
    private static Path folder;

    private static SqsServer queues;
    private static MailCloud cloud;

    private final OutboxSweeperFunction sweeper = new OutboxSweeperFunction(cloud.bundle(queues.queueUrl("mails")));

    @BeforeAll
    static void start() {
        queues = SqsServer.temporary(QueueDefinition.of("mails"));
        System.setProperty("aws.endpointUrlSqs", queues.endpoint());
        cloud = new MailCloud(folder);
        warmUp(new SqsMailQueue(URI.create(queues.queueUrl("mails"))));
    }

    /** The first calls of a cold server can take longer than the sweeper waits. */
    private static void warmUp(SqsMailQueue queue) {
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
            queue.ping();
            queue.send(List.of(UUID.randomUUID()));
        });
    }

    @AfterAll
    static void stop() {
        cloud.close();
        queues.close();
    }

    @Test
    void whatWasLeftBehindIsQueuedOnce() {
        var forgotten = Stream.generate(cloud::welcome)
                .limit(12)
                .map(mail -> leave(mail, Instant.now().minusSeconds(31)))
                .toList();
        var recent = leave(cloud.welcome(), Instant.now());

        assertThat(sweep()).isEqualTo(12);
        assertThat(sweep()).isZero();

        assertThat(left()).contains(recent).doesNotContainAnyElementsOf(forgotten);
    }

    @Test
    void whatTheQueueDoesNotTakeIsLeftForTheNextTime() {
        var mail = leave(cloud.welcome(), Instant.now().minus(Duration.ofHours(1)));
        var cutOff = new OutboxSweeperFunction(cloud.bundle(queues.queueUrl("no-such-queue")));

        assertThat(cutOff.handleRequest(Map.of(), Invocation.fresh()))
                .containsEntry("done", 0)
                .hasEntrySatisfying("left", left -> assertThat(left).isPositive());

        assertThat(left()).contains(mail);
        assertThat(sweep()).isOne();
        assertThat(left()).doesNotContain(mail);
    }

    private int sweep() {
        return sweeper.handleRequest(Map.of(), Invocation.fresh()).get("done");
    }

    private UUID leave(Mail mail, Instant since) {
        cloud.store(mail);
        return cloud.transactions.run(tx -> {
            tx.outbox().add(new Outbox.Entry(mail.id(), Outbox.Kind.MAIL, null, mail.id(), since));
            return mail.id();
        });
    }

    private List<UUID> left() {
        return cloud.transactions.run(tx -> tx.outbox().overdue(Instant.now().plusSeconds(1), null, 100)).stream()
                .map(Outbox.Entry::subject)
                .toList();
    }
}
