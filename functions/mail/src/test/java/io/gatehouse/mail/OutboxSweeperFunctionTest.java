package io.gatehouse.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.work.Outbox;
import io.gatehouse.web.testing.Events;
import io.gatehouse.web.testing.LambdaContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OutboxSweeperFunctionTest {
    private final TestGatehouse gatehouse = new TestGatehouse();
    private final OutboxSweeperFunction sweeper = new OutboxSweeperFunction(gatehouse.useCases());

    @Test
    void queuesOverdueMailsOnce() {
        var forgotten =
                Stream.generate(() -> leave(Duration.ofSeconds(31))).limit(12).toList();
        var recent = leave(Duration.ZERO);

        assertThat(sweep()).isEqualTo(Map.of("done", 12, "left", 0));
        assertThat(sweep()).isEqualTo(Map.of("done", 0, "left", 0));

        assertThat(gatehouse.ports().queued()).containsExactlyInAnyOrderElementsOf(forgotten);
        assertThat(left()).containsExactly(recent);
    }

    @Test
    void keepsMailsThatTheQueueDoesNotTake() {
        var mail = leave(Duration.ofHours(1));
        gatehouse.ports().setQueueDown(true);

        assertThat(sweep()).isEqualTo(Map.of("done", 0, "left", 1));
        assertThat(left()).containsExactly(mail);

        gatehouse.ports().setQueueDown(false);
        assertThat(sweep()).isEqualTo(Map.of("done", 1, "left", 0));
        assertThat(left()).isEmpty();
    }

    private Map<String, Integer> sweep() {
        @SuppressWarnings("unchecked") // as Lambda reads an event for a handler of maps
        Map<String, Object> schedule = Events.read("schedule-outbox", Map.class);
        return sweeper.handleRequest(schedule, new LambdaContext());
    }

    /** Leaves a mail of this age in the outbox. */
    private UUID leave(Duration age) {
        var mail = Samples.mail();
        var since = gatehouse.ports().clock().instant().minus(age);
        gatehouse.store(stores -> {
            stores.mails().add(mail);
            stores.outbox().add(new Outbox.Entry(mail.id(), Outbox.Kind.MAIL, null, mail.id(), since));
        });
        return mail.id();
    }

    private List<UUID> left() {
        return gatehouse.rows().outbox().stream().map(Outbox.Entry::subject).toList();
    }
}
