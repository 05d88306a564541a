package io.gatehouse.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapters.Fixtures;
import io.gatehouse.adapters.Stores;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Accounts.Secured;
import io.gatehouse.domain.account.Role;
import io.gatehouse.domain.mail.Mails.Claim;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.store.Outbox;
import io.gatehouse.domain.store.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"read committed", "repeatable read"})
class PostgresStoresTest {
    @Parameter
    String isolation;

    private Transactions transactions;

    @BeforeEach
    void connect() {
        transactions = Stores.transactions(Stores.databaseAt(isolation));
    }

    @Test
    void anAccountIsReadAsItWasWritten() {
        var secured = Fixtures.secured(Fixtures.account());
        var account = secured.account();
        add(secured);

        assertThat(byId(account.id())).contains(account);
        var read = transactions
                .run(tx -> tx.accounts().byEmail(account.email().key()))
                .orElseThrow();
        assertThat(read.account()).isEqualTo(account);
        assertThat(read.passwordHash()).isEqualTo(secured.passwordHash());
        assertThat(read.pseudonym().id()).isEqualTo(secured.pseudonym().id());
        assertThat(read.pseudonym().key()).isEqualTo(secured.pseudonym().key());
    }

    @Test
    void aSecondAccountOfAnAddressIsNotAdded() {
        var account = Fixtures.account();
        assertThat(add(Fixtures.secured(account))).isTrue();
        var twin = Account.registered(Fixtures.IDS.next(), account.email(), account.locale(), Fixtures.now());
        assertThat(add(Fixtures.secured(twin))).isFalse();
        assertThat(byId(twin.id())).isEmpty();
    }

    @Test
    void anUpdateOfAnOutdatedAccountIsRefused() {
        var account = Fixtures.account();
        add(Fixtures.secured(account));
        var admin = account.granted(Role.ADMIN, Fixtures.now());
        var mailer = account.granted(Role.MAILER, Fixtures.now());

        assertThat(update(admin)).isTrue();
        assertThat(update(mailer)).isFalse();
        assertThat(byId(account.id())).contains(admin);
    }

    @Test
    void workThatThrowsLeavesNothingBehind() {
        var account = Fixtures.account();
        assertThatThrownBy(() -> transactions.run(tx -> {
                    tx.accounts().add(Fixtures.secured(account));
                    throw new IllegalStateException("killed here");
                }))
                .hasMessage("killed here");
        assertThat(byId(account.id())).isEmpty();
    }

    @Test
    void workThatReadSomethingStaleIsRunAgain() {
        var attempts = new AtomicInteger();
        var result = transactions.run(tx -> {
            if (attempts.incrementAndGet() < 3) {
                throw new Transactions.Stale();
            }
            return "third time";
        });
        assertThat(result).isEqualTo("third time");
    }

    @Test
    void concurrentChangesOfOneAccountAreAllMade() throws InterruptedException {
        var account = Fixtures.account();
        add(Fixtures.secured(account));
        var threads = Stream.of(Role.ADMIN, Role.MAILER)
                .map(role -> Thread.ofVirtual()
                        .start(() -> transactions.run(tx -> {
                            var current = tx.accounts().byId(account.id()).orElseThrow();
                            if (!tx.accounts().update(current.granted(role, Fixtures.now()))) {
                                throw new Transactions.Stale();
                            }
                            return role;
                        })))
                .toList();
        for (var thread : threads) {
            thread.join();
        }
        assertThat(byId(account.id()).orElseThrow().roles()).containsExactlyInAnyOrder(Role.ADMIN, Role.MAILER);
    }

    @Test
    void aSessionIsFoundByItsAccountAndIdOnly() {
        var account = Fixtures.account();
        var session = Fixtures.sessionOf(account);
        transactions.execute(tx -> {
            tx.sessions().add(session);
        });
        assertThat(session(account.id(), session.id())).contains(session);
        assertThat(session(UUID.randomUUID(), session.id())).isEmpty();
    }

    @Test
    void aMailIsClaimedByOneWorkerUntilItsLeaseEnds() {
        var mail = Fixtures.mail();
        var now = Fixtures.now();
        var until = now.plus(Duration.ofMinutes(1));
        transactions.execute(tx -> {
            tx.mails().add(mail);
        });

        assertThat(claim(mail.id(), now, until)).isEqualTo(new Claim.Granted(mail, until));
        assertThat(claim(mail.id(), now.plusSeconds(59), until)).isEqualTo(new Claim.Busy());
        assertThat(claim(mail.id(), until, until.plusSeconds(60)))
                .isEqualTo(new Claim.Granted(mail, until.plusSeconds(60)));
    }

    @Test
    void aSentMailIsNeverClaimedAgain() {
        var mail = Fixtures.mail();
        var now = Fixtures.now();
        transactions.execute(tx -> {
            tx.mails().add(mail);
            tx.mails().sent(mail.id(), "provider-1", now);
        });
        assertThat(claim(mail.id(), now, now.plusSeconds(60))).isEqualTo(new Claim.Sent());
        assertThat(claim(UUID.randomUUID(), now, now.plusSeconds(60))).isEqualTo(new Claim.Unknown());
    }

    @Test
    void aClaimIsReleasedByWhoeverHoldsItAndByNobodyElse() {
        var mail = Fixtures.mail();
        var now = Fixtures.now();
        var until = now.plusSeconds(60);
        transactions.execute(tx -> {
            tx.mails().add(mail);
            tx.mails().claim(mail.id(), now, until);
            tx.mails().release(mail.id(), until.minusSeconds(5));
        });
        assertThat(claim(mail.id(), now, until)).isEqualTo(new Claim.Busy());
        transactions.execute(tx -> {
            tx.mails().release(mail.id(), until);
        });
        assertThat(claim(mail.id(), now, until)).isInstanceOf(Claim.Granted.class);
    }

    @Test
    void overdueOutboxEntriesComeOldestFirstAndOnlyOnceTheyAreOverdue() {
        var now = Fixtures.now();
        var older = entry(now.minusSeconds(60));
        var old = entry(now.minusSeconds(40));
        var young = entry(now);
        transactions.execute(tx -> {
            tx.outbox().add(older);
            tx.outbox().add(old);
            tx.outbox().add(young);
        });
        assertThat(overdue(now.minusSeconds(30), 10)).containsExactly(older, old);
        assertThat(overdue(now.minusSeconds(30), 1)).containsExactly(older);
        transactions.execute(tx -> {
            tx.outbox().remove(older.id());
        });
        assertThat(overdue(now.minusSeconds(30), 10)).containsExactly(old);
    }

    private static Outbox.Entry entry(Instant createdAt) {
        return new Outbox.Entry(Fixtures.IDS.next(), Outbox.Kind.MAIL, UUID.randomUUID(), createdAt);
    }

    private boolean add(Secured secured) {
        return transactions.run(tx -> tx.accounts().add(secured));
    }

    private boolean update(Account account) {
        return transactions.run(tx -> tx.accounts().update(account));
    }

    private Optional<Account> byId(UUID id) {
        return transactions.run(tx -> tx.accounts().byId(id));
    }

    private Optional<Session> session(UUID accountId, UUID id) {
        return transactions.run(tx -> tx.sessions().find(accountId, id));
    }

    private Claim claim(UUID id, Instant now, Instant until) {
        return transactions.run(tx -> tx.mails().claim(id, now, until));
    }

    private List<Outbox.Entry> overdue(Instant createdBefore, int limit) {
        return transactions.run(tx -> tx.outbox().overdue(createdBefore, limit));
    }
}
