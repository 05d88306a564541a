package io.gatehouse.adapters.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapters.RealServers;
import io.gatehouse.domain.basics.TimeBudget;
import io.gatehouse.domain.errors.Unavailable;
import io.gatehouse.domain.testing.Samples;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SqsMailQueueTest {

    @Test
    void mailsAreQueuedByTheirIdsAlone() {
        var queue = RealServers.freshQueue();
        var ids = Stream.generate(Samples.IDS::next).limit(25).toList();
        assertThat(queue(queue).send(ids)).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(RealServers.receive(queue, 25))
                .containsExactlyInAnyOrderElementsOf(
                        ids.stream().map(id -> "{\"mailId\":\"" + id + "\"}").toList());
    }

    @Test
    void emptyBatchSendsNothing() {
        assertThat(queue(RealServers.freshQueue()).send(Set.of())).isEmpty();
    }

    @Test
    void missingQueueIsUnavailable() {
        var queue = queue(URI.create(RealServers.freshQueue() + "-which-is-not-there"));
        assertThatThrownBy(() -> queue.send(List.of(UUID.randomUUID()))).isInstanceOf(Unavailable.class);
        assertThatThrownBy(queue::ping).isInstanceOf(Unavailable.class);
    }

    @Test
    void callerWithoutTimeSendsNothing() {
        var queue = RealServers.freshQueue();
        var mails = queue(queue);
        assertThatThrownBy(() -> TimeBudget.within(Duration.ZERO, () -> mails.send(List.of(UUID.randomUUID()))))
                .isInstanceOf(Unavailable.class);
        assertThat(RealServers.receive(queue, 0)).isEmpty();
    }

    /** A queue that waits long for a busy machine. */
    private static SqsMailQueue queue(URI url) {
        return new SqsMailQueue(url, Duration.ofSeconds(30), Duration.ofSeconds(30));
    }
}
