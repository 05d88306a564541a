package io.gatehouse.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapters.RealServers;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.basics.Patch;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailToken;
import io.gatehouse.domain.profile.UpdateProfile.Changes;
import io.gatehouse.domain.session.AccountLookup.Found;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.testing.InMemoryPorts;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.domain.work.ExpiredRows.Kind;
import io.gatehouse.domain.work.Outbox;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Several transactions at once that change one row, or delete the same rows. */
@ParameterizedClass
@ValueSource(strings = {"read committed", "repeatable read"})
class RowRacesTest {
    private static final Patch<String> AS_IT_IS = new Patch<>(false, null);
    private static final int ROUNDS = 20;
    /** More than a batch. */
    private static final int ROWS = 601;

    @Parameter
    String isolation;

    private final ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor();
    private TestGatehouse gatehouse;

    @BeforeEach
    void connect() {
        var stores = RealServers.transactions(RealServers.databaseAt(isolation));
        gatehouse = new TestGatehouse(new InMemoryPorts(stores), TestRules.UNLIMITED);
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Test
    void concurrentChangesOfAProfileAreAllStored() {
        var account = gatehouse.register(Samples.freshAddress());
        for (var round = 0; round < ROUNDS; round++) {
            var name = "Ada " + round;
            var locale = Locale.of("en", round % 2 == 0 ? "GB" : "US");

            CompletableFuture.allOf(
                            CompletableFuture.runAsync(() -> update(account, new Patch<>(true, name), null), pool),
                            CompletableFuture.runAsync(() -> update(account, AS_IT_IS, locale), pool))
                    .join();

            assertThat(gatehouse.account(account.email()).orElseThrow())
                    .extracting(Account::displayName, Account::locale)
                    .containsExactly(name, locale);
        }
    }

    @Test
    @Tag("ASVS-14.2.7")
    void concurrentRunsThatDeleteExpiredRowsShareTheWork() {
        addRows();
        gatehouse.ports().clock().advance(Duration.ofDays(100));

        var runs = Stream.generate(() -> CompletableFuture.supplyAsync(this::deleteExpiredRows, pool))
                .limit(3)
                .toList();
        var deleted = runs.stream().map(CompletableFuture::join).toList();

        for (var kind : List.of(Kind.SESSION, Kind.UNQUEUED_MAIL, Kind.MAIL_TOKEN)) {
            assertThat(deleted.stream().mapToInt(ofKind -> ofKind.get(kind)).sum())
                    .as(kind.label())
                    .isEqualTo(ROWS);
        }
        assertThat(deleteExpiredRows().values()).containsOnly(0);
    }

    private Map<Kind, Integer> deleteExpiredRows() {
        return gatehouse.useCases().deleteExpiredRows().delete();
    }

    private void addRows() {
        var account = Samples.account();
        gatehouse.store(stores -> {
            for (var i = 0; i < ROWS; i++) {
                var id = Samples.IDS.next();
                stores.sessions().add(Samples.sessionOf(account));
                stores.mailTokens().add(MailToken.create(id, "token " + i, MailLink.toVerify(account), Samples.now()));
                stores.outbox().add(new Outbox.Entry(id, Outbox.Kind.MAIL, null, id, Samples.now()));
            }
        });
    }

    private void update(Account account, Patch<String> displayName, @Nullable Locale locale) {
        var caller = new Caller(new Found(account, false), Samples.IDS.next());
        gatehouse.useCases().updateProfile().update(caller, new Changes(displayName, locale), _ -> true);
    }
}
