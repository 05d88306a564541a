package io.gatehouse.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapters.RealServers;
import io.gatehouse.domain.basics.TimeBudget;
import io.gatehouse.domain.errors.Unavailable;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.work.Outbox;
import io.gatehouse.domain.work.TransactionalStores;
import io.gatehouse.localcloud.services.store.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("ASVS-16.5.2")
@Timeout(60)
@Tag("faults")
class UnavailableDatabaseTest {

    @Test
    void unreachableDatabaseIsUnavailable() {
        var nobody = URI.create("postgresql://postgres@127.0.0.1:1/gatehouse");
        assertUnavailable(() -> look(RealServers.transactions(nobody)));
    }

    @Test
    void stalledDatabaseIsUnavailableAndUsedAgainOnceItAnswers() {
        try (var server = PostgresServer.temporary()) {
            server.createDatabase("gatehouse");
            var url = URI.create(server.uri("gatehouse"));
            new Schema(url).migrate();
            var transactions = RealServers.transactions(url);
            look(transactions);

            server.suspend();
            try {
                assertUnavailable(() -> look(transactions));
            } finally {
                server.resume();
            }
            assertThat(look(transactions)).isEmpty();
        }
    }

    @Test
    void brokenFirstConnectionIsReplaced() throws IOException {
        var database = RealServers.database();
        try (var relay = new CuttingRelay(database.getPort(), "SHOW TRANSACTION ISOLATION LEVEL")) {
            var relayed = database.toString().replace(":" + database.getPort(), ":" + relay.port());
            var transactions = RealServers.transactions(URI.create(relayed));
            assertUnavailable(() -> look(transactions));
            assertThat(look(transactions)).isEmpty();
        }
    }

    @Test
    void workWithoutTimeDoesNotBeginATransaction() {
        var transactions = RealServers.transactions(RealServers.database());
        var begun = new AtomicBoolean();

        assertUnavailable(() -> TimeBudget.within(Duration.ZERO, () -> transactions.run(tx -> begun.getAndSet(true))));

        assertThat(begun).isFalse();
    }

    @Test
    void transactionOutOfTimeIsNotCommitted() {
        var transactions = RealServers.transactions(RealServers.database());
        var account = Samples.account();

        assertUnavailable(() -> TimeBudget.within(
                Duration.ofSeconds(1),
                () -> transactions.run(tx -> {
                    var added = tx.accounts().add(Samples.stored(account));
                    while (!TimeBudget.left(Duration.ofSeconds(1)).isZero()) {
                        Thread.onSpinWait();
                    }
                    return added;
                })));

        var stored = transactions.run(tx -> tx.accounts().byId(account.id()));
        assertThat(stored).isEmpty();
    }

    private static List<Outbox.Entry> look(TransactionalStores transactions) {
        return transactions.run(tx -> tx.outbox().overdue(Instant.now(), null, 1));
    }

    private static void assertUnavailable(ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Unavailable.class, e -> assertThat(e.dependency()).isEqualTo("database"));
    }
}
