package io.gatehouse.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapters.Stores;
import io.gatehouse.domain.Unavailable;
import io.gatehouse.domain.store.Outbox;
import io.gatehouse.localcloud.store.PostgresServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ASVS-16.5.2")
class UnavailableDatabaseTest {
    private static final Duration BOUND = Duration.ofSeconds(3);

    @Test
    void aDatabaseThatIsNotThereIsReportedInTime() {
        var nobody = URI.create("postgresql://postgres@127.0.0.1:1/gatehouse");
        assertUnavailable(nobody);
    }

    @Test
    void aDatabaseThatStopsAnsweringIsReportedInTimeAndUsedAgainWhenItIsBack() {
        try (var server = PostgresServer.temporary()) {
            server.createDatabase("gatehouse");
            var url = URI.create(server.uri("gatehouse"));
            new Schema(url).migrate();
            var transactions = Stores.transactions(url);
            transactions.run(tx -> tx.outbox().overdue(Instant.now(), null, 1));

            server.suspend();
            try {
                var started = System.nanoTime();
                assertThatThrownBy(() -> transactions.run(tx -> tx.outbox().overdue(Instant.now(), null, 1)))
                        .isInstanceOf(Unavailable.class);
                assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(BOUND);
            } finally {
                server.resume();
            }
            List<Outbox.Entry> overdue = transactions.run(tx -> tx.outbox().overdue(Instant.now(), null, 1));
            assertThat(overdue).isEmpty();
        }
    }

    private static void assertUnavailable(URI url) {
        var transactions = Stores.transactions(url);
        var started = System.nanoTime();
        assertThatThrownBy(() -> transactions.run(tx -> tx.outbox().overdue(Instant.now(), null, 1)))
                .isInstanceOf(Unavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(BOUND);
    }
}
