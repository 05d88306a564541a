package io.gatehouse.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapters.Fixtures;
import io.gatehouse.adapters.Stores;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Accounts.Secured;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.EmailChange;
import io.gatehouse.domain.account.Registration;
import io.gatehouse.domain.account.Role;
import io.gatehouse.domain.credential.FailedAttempts;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.mail.MailToken;
import io.gatehouse.domain.mail.Mails.Claim;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.session.Sessions;
import io.gatehouse.domain.work.Outbox;
import io.gatehouse.domain.work.Transactions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
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

    private URI database;
    private Transactions transactions;

    @BeforeEach
    void connect() {
        database = Stores.databaseAt(isolation);
        transactions = Stores.transactions(database);
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
    void aStatementThatCommitsByItselfStaysAndLeavesTransactionsWhole() {
        var account = Fixtures.account();
        assertThatThrownBy(() -> transactions.autoCommit(tx -> {
                    tx.accounts().add(Fixtures.secured(account));
                    throw new IllegalStateException("killed after it");
                }))
                .hasMessage("killed after it");
        assertThat(byId(account.id())).contains(account);
        workThatThrowsLeavesNothingBehind();
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
                            Transactions.Stale.unless(tx.accounts().update(current.granted(role, Fixtures.now())));
                            return role;
                        })))
                .toList();
        for (var thread : threads) {
            thread.join();
        }
        assertThat(byId(account.id()).orElseThrow().roles()).containsExactlyInAnyOrder(Role.ADMIN, Role.MAILER);
    }

    @Test
    void aDeletedAccountIsAsIfItWereGone() {
        var account = Fixtures.account();
        var session = Fixtures.sessionOf(account);
        add(Fixtures.secured(account));
        add(session);
        assertThat(deleted(account.id())).isEmpty();

        assertThat(update(account.deleted(Fixtures.now()))).isTrue();

        assertThat(byId(account.id())).isEmpty();
        assertThat(locked(account.id())).isEmpty();
        Optional<Secured> byEmail =
                transactions.run(tx -> tx.accounts().byEmail(account.email().key()));
        assertThat(byEmail).isEmpty();
        assertThat(session(session.id())).isEmpty();
        assertThat(deleted(account.id())).isPresent();
    }

    @Test
    void onlyADeletedAccountIsRemovedAndOnceItIsItsAddressIsFree() {
        var account = Fixtures.account();
        add(Fixtures.secured(account));
        assertThat(remove(account.id())).isFalse();

        update(account.deleted(Fixtures.now()));
        var next = Account.registered(Fixtures.IDS.next(), account.email(), account.locale(), Fixtures.now());
        assertThat(add(Fixtures.secured(next))).as("not yet").isFalse();
        assertThat(remove(account.id())).isTrue();
        assertThat(remove(account.id())).isFalse();
        assertThat(add(Fixtures.secured(next))).isTrue();
    }

    @Test
    void whoLocksAnAccountSeesItAsTheChangeBeforeLeftIt() {
        var account = Fixtures.account();
        add(Fixtures.secured(account));
        var locked = new CountDownLatch(1);
        var change = CompletableFuture.runAsync(() -> transactions.execute(tx -> {
            tx.accounts().locked(account.id());
            locked.countDown();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50)); // so that whoever does not wait comes too early
            tx.accounts().update(account.deleted(Fixtures.now()));
        }));
        await(locked);
        assertThat(locked(account.id())).isEmpty();
        change.join();
    }

    @Test
    void aSessionIsFoundWithItsAccountAsItWasWritten() {
        var account = Fixtures.account();
        var session = Fixtures.sessionOf(account);
        add(Fixtures.secured(account));
        add(session);

        var held = session(session.id()).orElseThrow();

        assertThat(held.session()).usingRecursiveComparison().isEqualTo(session);
        assertThat(held.account()).isEqualTo(account);
        assertThat(session(UUID.randomUUID())).isEmpty();
    }

    @Test
    void aSessionIsRefreshedFromTheCounterThatItHas() {
        var account = Fixtures.account();
        var session = Fixtures.sessionOf(account);
        add(Fixtures.secured(account));
        add(session);
        var refreshed = session.refreshed(session.createdAt().plusSeconds(60), Fixtures.LIFETIMES);

        assertThat(refresh(refreshed)).isTrue();
        assertThat(refresh(refreshed)).isFalse();
        assertThat(session(session.id()).orElseThrow().session())
                .usingRecursiveComparison()
                .isEqualTo(refreshed);
    }

    @Test
    void aSessionMovesFromItsEpochOnly() {
        var account = Fixtures.account();
        var session = Fixtures.sessionOf(account);
        add(Fixtures.secured(account));
        add(session);

        assertThat(move(session.id(), 1, 2)).isTrue();
        assertThat(move(session.id(), 1, 3)).isFalse();
        assertThat(session(session.id()).orElseThrow().session().epoch()).isEqualTo(2);
    }

    @Test
    void anAccountsSessionsOfAnEpochComeNewestFirst() {
        var account = Fixtures.account();
        var older = Fixtures.sessionOf(account);
        var newer = Fixtures.sessionOf(account);
        var ofAnotherEpoch = Fixtures.sessionOf(account.signedOut(Fixtures.now()));
        Stream.of(older, newer, ofAnotherEpoch, Fixtures.sessionOf(Fixtures.account()))
                .forEach(this::add);

        assertThat(sessionsOf(account, 10)).containsExactly(newer.id(), older.id());
        assertThat(sessionsOf(account, 1)).containsExactly(newer.id());
    }

    @Test
    void sessionsAreRemovedOneByOneOrAFewAtATime() {
        var account = Fixtures.account();
        var sessions =
                Stream.generate(() -> Fixtures.sessionOf(account)).limit(4).toList();
        sessions.forEach(this::add);

        assertThat(remove(UUID.randomUUID(), sessions.getFirst().id())).isFalse();
        assertThat(remove(account.id(), sessions.getFirst().id())).isTrue();
        assertThat(removeSomeSessions(account.id())).isEqualTo(2);
        assertThat(removeSomeSessions(account.id())).isEqualTo(1);
        assertThat(sessionsOf(account, 10)).isEmpty();
    }

    @Test
    void aTokenOfAMailIsUsedOnce() {
        var link = new MailLink(MailLink.Purpose.RESET_PASSWORD, UUID.randomUUID(), "1 ada@example.com");
        var token = MailToken.of(Fixtures.IDS.next(), "text", link, Fixtures.now());
        transactions.execute(tx -> tx.mailTokens().add(token));

        MailToken found = transactions
                .run(tx -> tx.mailTokens().find(MailToken.hash("text")))
                .orElseThrow();

        assertThat(found).usingRecursiveComparison().isEqualTo(token);
        assertThat(remove(token)).isTrue();
        assertThat(remove(token)).isFalse();
    }

    @Test
    void aRegistrationIsReadAsItWasWrittenUntilItExpires() {
        var older = registration(Fixtures.freshAddress());
        var newer = registration(older.email());
        Stream.of(older, newer, registration(Fixtures.freshAddress())).forEach(this::add);

        Optional<Registration> found = transactions.run(tx -> tx.registrations().byId(older.id()));
        assertThat(found).contains(older);
        assertThat(newest(older.email(), newer.createdAt())).contains(newer);
        assertThat(newest(older.email(), newer.expiresAt().minusMillis(1))).contains(newer);
        assertThat(newest(older.email(), newer.expiresAt())).isEmpty();
    }

    @Test
    void registrationsAreRemovedOneByOneOrAFewAtATime() {
        var first = registration(Fixtures.freshAddress());
        var other = registration(Fixtures.freshAddress());
        Stream.of(first, registration(first.email()), registration(first.email()), other)
                .forEach(this::add);

        assertThat(remove(first)).isTrue();
        assertThat(remove(first)).isFalse();
        assertThat(removeSomeRegistrations(first.email())).isEqualTo(1);
        assertThat(removeSomeRegistrations(first.email())).isEqualTo(1);
        assertThat(removeSomeRegistrations(first.email())).isZero();
        assertThat(newest(other.email(), Fixtures.now())).contains(other);
    }

    @Test
    void anAccountHasOneChangeOfAddressAtATime() {
        var older = emailChange(UUID.randomUUID());
        var newer = emailChange(older.accountId());
        put(older);
        put(newer);

        assertThat(emailChange(older)).contains(newer);
        assertThat(update(older, older.agreedByOld())).isFalse();
        assertThat(update(newer, newer.agreedByNew())).isTrue();
        assertThat(update(newer, newer.agreedByOld())).isFalse();
        assertThat(emailChange(older)).contains(newer.agreedByNew());
        assertThat(remove(older)).isFalse();
        assertThat(remove(newer)).isTrue();
        assertThat(emailChange(older)).isEmpty();
    }

    @Test
    void failuresAreCountedInARowAndBlockedFromTheCountThatIsKnown() {
        var target = new byte[] {1, 2, 3};
        var now = Fixtures.now();
        assertThat(fail(target, now)).isEqualTo(1);
        assertThat(fail(target, now)).isEqualTo(2);
        FailedAttempts.Count known = count(target).orElseThrow();
        assertThat(known.failures()).isEqualTo(2);

        assertThat(block(target, known, now.plusSeconds(1))).isTrue();
        assertThat(block(target, known, now.plusSeconds(1))).isFalse();
        assertThat(count(target)).contains(new FailedAttempts.Count(2, now, now.plusSeconds(1)));

        transactions.execute(tx -> tx.failedAttempts().clear(target));
        assertThat(count(target)).isEmpty();
    }

    @Test
    void aMailForgetsWhomItWasForOnceItIsSent() {
        var mail = Fixtures.mail();
        transactions.execute(tx -> {
            tx.mails().add(mail);
            tx.mails().sent(mail.id(), "provider-1", Fixtures.now());
        });
        assertThat(Stores.contents(database)).doesNotContain(mail.to()).doesNotContain("Maintenance");
    }

    @Test
    void unsentMailsOfAnAccountBecomeMailsForNobodyButForOneKind() {
        var account = Fixtures.account();
        var link = new MailLink(
                MailLink.Purpose.VERIFY_EMAIL, account.id(), account.email().key());
        var mail = Mail.to(account, Fixtures.IDS.next(), MailTemplate.VERIFY_EMAIL, Fixtures.now())
                .with(link);
        transactions.execute(tx -> tx.mails().add(mail));

        assertThat(withdraw(account.id(), MailTemplate.VERIFY_EMAIL)).isZero();
        assertThat(withdraw(account.id(), MailTemplate.ACCOUNT_DELETED)).isEqualTo(1);
        assertThat(withdraw(account.id(), MailTemplate.ACCOUNT_DELETED)).isZero();

        assertThat(claim(mail.id(), Fixtures.now(), Fixtures.now()))
                .isInstanceOfSatisfying(
                        Claim.Granted.class,
                        claim -> assertThat(claim.mail().isForNobody()).isTrue());
        assertThat(Stores.contents(database)).doesNotContain(account.email().key());
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
        List<Outbox.Entry> afterOld = transactions.run(tx -> tx.outbox().overdue(now.plusSeconds(1), old.id(), 10));
        assertThat(afterOld).containsExactly(young);
    }

    private static Outbox.Entry entry(Instant createdAt) {
        return new Outbox.Entry(Fixtures.IDS.next(), Outbox.Kind.MAIL, null, UUID.randomUUID(), createdAt);
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

    private Optional<Secured> locked(UUID id) {
        return transactions.run(tx -> tx.accounts().locked(id));
    }

    private Optional<Secured> deleted(UUID id) {
        return transactions.run(tx -> tx.accounts().deleted(id));
    }

    private boolean remove(UUID id) {
        return transactions.run(tx -> tx.accounts().remove(id));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<Sessions.Held> session(UUID id) {
        return transactions.run(tx -> tx.sessions().find(id));
    }

    private void add(Session session) {
        transactions.execute(tx -> tx.sessions().add(session));
    }

    private boolean refresh(Session refreshed) {
        return transactions.run(tx -> tx.sessions().refresh(refreshed));
    }

    private boolean move(UUID id, long from, long to) {
        return transactions.run(tx -> tx.sessions().move(id, from, to));
    }

    private List<UUID> sessionsOf(Account account, int limit) {
        return transactions.run(tx -> tx.sessions().of(account.id(), account.epoch(), limit)).stream()
                .map(Session::id)
                .toList();
    }

    private boolean remove(UUID accountId, UUID id) {
        return transactions.run(tx -> tx.sessions().remove(accountId, id));
    }

    private int removeSomeSessions(UUID accountId) {
        return transactions.run(tx -> tx.sessions().removeSome(accountId, 2));
    }

    private boolean remove(MailToken token) {
        return transactions.run(tx -> tx.mailTokens().remove(token));
    }

    private int withdraw(UUID accountId, MailTemplate except) {
        return transactions.run(tx -> tx.mails().withdrawSome(accountId, except, 10));
    }

    private int fail(byte[] target, Instant now) {
        return transactions.run(tx -> tx.failedAttempts().add(Fixtures.IDS.next(), target, now));
    }

    private Optional<FailedAttempts.Count> count(byte[] target) {
        return transactions.run(tx -> tx.failedAttempts().of(target));
    }

    private boolean block(byte[] target, FailedAttempts.Count known, Instant until) {
        return transactions.run(tx -> tx.failedAttempts().block(target, known, until));
    }

    private Claim claim(UUID id, Instant now, Instant until) {
        return transactions.run(tx -> tx.mails().claim(id, now, until));
    }

    private List<Outbox.Entry> overdue(Instant createdBefore, int limit) {
        return transactions.run(tx -> tx.outbox().overdue(createdBefore, null, limit));
    }

    private static Registration registration(EmailAddress email) {
        return Registration.of(Fixtures.IDS.next(), email, "hash", Locale.forLanguageTag("he-IL"), Fixtures.now());
    }

    private void add(Registration registration) {
        transactions.execute(tx -> tx.registrations().add(registration));
    }

    private boolean remove(Registration registration) {
        return transactions.run(tx -> tx.registrations().remove(registration));
    }

    private int removeSomeRegistrations(EmailAddress email) {
        return transactions.run(tx -> tx.registrations().removeSome(email.key(), 1));
    }

    private Optional<Registration> newest(EmailAddress email, Instant at) {
        return transactions.run(tx -> tx.registrations().newest(email.key(), at));
    }

    private static EmailChange emailChange(UUID accountId) {
        return EmailChange.of(Fixtures.IDS.next(), accountId, Fixtures.freshAddress());
    }

    private void put(EmailChange change) {
        transactions.execute(tx -> tx.emailChanges().put(change));
    }

    private Optional<EmailChange> emailChange(EmailChange ofTheSameAccount) {
        return transactions.run(tx -> tx.emailChanges().of(ofTheSameAccount.accountId()));
    }

    private boolean update(EmailChange before, EmailChange after) {
        return transactions.run(tx -> tx.emailChanges().update(before, after));
    }

    private boolean remove(EmailChange change) {
        return transactions.run(tx -> tx.emailChanges().remove(change));
    }
}
