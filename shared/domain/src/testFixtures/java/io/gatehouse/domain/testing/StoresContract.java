package io.gatehouse.domain.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Accounts.AddressTaken;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.EmailChange;
import io.gatehouse.domain.account.Registration;
import io.gatehouse.domain.account.Role;
import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.audit.Seal;
import io.gatehouse.domain.credential.Credential;
import io.gatehouse.domain.credential.FailedAttempts;
import io.gatehouse.domain.idempotency.IdempotencyKeys;
import io.gatehouse.domain.mail.MailDraft;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.mail.MailToken;
import io.gatehouse.domain.mail.Mails.Claim;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.session.Sessions;
import io.gatehouse.domain.work.ExpiredRows;
import io.gatehouse.domain.work.Outbox;
import io.gatehouse.domain.work.StaleWrite;
import io.gatehouse.domain.work.Stores;
import io.gatehouse.domain.work.TransactionalStores;
import java.nio.charset.StandardCharsets;
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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every implementation of the stores does; in memory and on PostgreSQL. */
public abstract class StoresContract {

    /** Empty stores. */
    protected abstract TransactionalStores stores();

    private <T> T run(Function<Stores, T> work) {
        return stores().run(work);
    }

    private void execute(Consumer<Stores> work) {
        stores().run(s -> {
            work.accept(s);
            return s;
        });
    }

    @Test
    void anAccountIsReadAsItWasWritten() {
        var stored = Samples.stored(Samples.account());
        var account = stored.account();
        add(stored);

        assertThat(byId(account.id())).contains(account);
        var read = run(tx -> tx.accounts().byEmail(account.email().key())).orElseThrow();
        assertThat(read.account()).isEqualTo(account);
        assertThat(read.pseudonym().id()).isEqualTo(stored.pseudonym().id());
        assertThat(read.pseudonym().key()).isEqualTo(stored.pseudonym().key());
    }

    @Test
    void anAddressHasOneAccount() {
        var account = Samples.account();
        assertThat(add(Samples.stored(account))).isTrue();
        var twin = Account.registered(Samples.IDS.next(), account.email(), account.locale(), Samples.now());
        assertThat(add(Samples.stored(twin))).isFalse();
        assertThat(byId(twin.id())).isEmpty();
    }

    @Test
    void aStaleUpdateIsRefused() {
        var account = Samples.account();
        add(Samples.stored(account));
        var admin = account.granted(Role.ADMIN, Samples.now());
        var mailer = account.granted(Role.MAILER, Samples.now());

        assertThat(update(admin)).isTrue();
        assertThat(update(mailer)).isFalse();
        assertThat(byId(account.id())).contains(admin);
    }

    @Test
    void workThatThrowsStoresNothing() {
        var account = Samples.account();
        assertThatThrownBy(() -> run(tx -> {
                    tx.accounts().add(Samples.stored(account));
                    throw new IllegalStateException("killed here");
                }))
                .hasMessage("killed here");
        assertThat(byId(account.id())).isEmpty();
    }

    @Test
    void workWithAStaleWriteRunsAgain() {
        var attempts = new AtomicInteger();
        var result = run(tx -> {
            if (attempts.incrementAndGet() < 3) {
                throw new StaleWrite();
            }
            return "third time";
        });
        assertThat(result).isEqualTo("third time");
    }

    @Test
    void concurrentChangesOfAnAccountAreAllStored() throws InterruptedException {
        var account = Samples.account();
        add(Samples.stored(account));
        var threads = Stream.of(Role.ADMIN, Role.MAILER)
                .map(role -> Thread.ofVirtual()
                        .start(() -> run(tx -> {
                            var current = tx.accounts()
                                    .byId(account.id())
                                    .orElseThrow()
                                    .account();
                            StaleWrite.unless(tx.accounts().update(current.granted(role, Samples.now())));
                            return role;
                        })))
                .toList();
        for (var thread : threads) {
            thread.join();
        }
        assertThat(byId(account.id()).orElseThrow().roles()).containsExactlyInAnyOrder(Role.ADMIN, Role.MAILER);
    }

    @Test
    void aDeletedAccountIsHidden() {
        var account = Samples.account();
        var session = Samples.sessionOf(account);
        add(Samples.stored(account));
        add(session);
        assertThat(deleted(account.id())).isEmpty();

        assertThat(update(account.deleted(Samples.now()))).isTrue();

        assertThat(byId(account.id())).isEmpty();
        assertThat(locked(account.id())).isEmpty();
        Optional<StoredAccount> byEmail =
                run(tx -> tx.accounts().byEmail(account.email().key()));
        assertThat(byEmail).isEmpty();
        assertThat(session(session.id())).isEmpty();
        assertThat(deleted(account.id())).isPresent();
    }

    @Test
    void anAddressIsFreeOnceItsDeletedAccountIsRemoved() {
        var account = Samples.account();
        add(Samples.stored(account));
        assertThat(remove(account.id())).isFalse();

        update(account.deleted(Samples.now()));
        var next = Account.registered(Samples.IDS.next(), account.email(), account.locale(), Samples.now());
        assertThat(add(Samples.stored(next))).as("not yet").isFalse();
        assertThat(remove(account.id())).isTrue();
        assertThat(remove(account.id())).isFalse();
        assertThat(add(Samples.stored(next))).isTrue();
    }

    @Test
    void lockingAnAccountWaitsForTheChangeBefore() {
        var account = Samples.account();
        add(Samples.stored(account));
        var locked = new CountDownLatch(1);
        var change = CompletableFuture.runAsync(() -> execute(tx -> {
            tx.accounts().locked(account.id());
            locked.countDown();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50)); // so that whoever does not wait comes too early
            tx.accounts().update(account.deleted(Samples.now()));
        }));
        await(locked);
        assertThat(locked(account.id())).isEmpty();
        change.join();
    }

    @Test
    void aSessionIsReadWithItsAccount() {
        var account = Samples.account();
        var session = Samples.sessionOf(account);
        add(Samples.stored(account));
        add(session);

        var held = session(session.id()).orElseThrow();

        assertThat(held.session()).usingRecursiveComparison().isEqualTo(session);
        assertThat(held.account()).isEqualTo(account);
        assertThat(session(UUID.randomUUID())).isEmpty();
    }

    @Test
    void aRefreshFromAnOldCounterIsRefused() {
        var account = Samples.account();
        var session = Samples.sessionOf(account);
        add(Samples.stored(account));
        add(session);
        var refreshed = session.refreshed(session.createdAt().plusSeconds(60), TestRules.LIFETIMES);

        assertThat(refresh(refreshed)).isTrue();
        assertThat(refresh(refreshed)).isFalse();
        assertThat(session(session.id()).orElseThrow().session())
                .usingRecursiveComparison()
                .isEqualTo(refreshed);
    }

    @Test
    void aSessionMovesFromItsOwnEpochOnly() {
        var account = Samples.account();
        var session = Samples.sessionOf(account);
        add(Samples.stored(account));
        add(session);

        assertThat(move(session.id(), 1, 2)).isTrue();
        assertThat(move(session.id(), 1, 3)).isFalse();
        assertThat(session(session.id()).orElseThrow().session().epoch()).isEqualTo(2);
    }

    @Test
    void sessionsOfAnEpochComeNewestFirst() {
        var account = Samples.account();
        var older = Samples.sessionOf(account);
        var newer = Samples.sessionOf(account);
        var ofAnotherEpoch = Samples.sessionOf(account.signedOut(Samples.now()));
        Stream.of(older, newer, ofAnotherEpoch, Samples.sessionOf(Samples.account()))
                .forEach(this::add);

        assertThat(sessionsOf(account, 10)).containsExactly(newer.id(), older.id());
        assertThat(sessionsOf(account, 1)).containsExactly(newer.id());
    }

    @Test
    void sessionsAreRemovedOneByOneOrInBatches() {
        var account = Samples.account();
        var sessions =
                Stream.generate(() -> Samples.sessionOf(account)).limit(4).toList();
        sessions.forEach(this::add);

        assertThat(remove(UUID.randomUUID(), sessions.getFirst().id())).isFalse();
        assertThat(remove(account.id(), sessions.getFirst().id())).isTrue();
        assertThat(removeSomeSessions(account.id())).isEqualTo(2);
        assertThat(removeSomeSessions(account.id())).isEqualTo(1);
        assertThat(sessionsOf(account, 10)).isEmpty();
    }

    @Test
    void aMailTokenIsUsedOnce() {
        var link = new MailLink(MailLink.Purpose.RESET_PASSWORD, UUID.randomUUID(), "1 ada@example.com");
        var token = MailToken.create(Samples.IDS.next(), "text", link, Samples.now());
        execute(tx -> tx.mailTokens().add(token));

        MailToken found =
                run(tx -> tx.mailTokens().find(MailToken.hash("text"))).orElseThrow();

        assertThat(found).usingRecursiveComparison().isEqualTo(token);
        assertThat(remove(token)).isTrue();
        assertThat(remove(token)).isFalse();
    }

    @Test
    void aRegistrationIsReadUntilItExpires() {
        var older = registration(Samples.freshAddress());
        var newer = registration(older.email());
        Stream.of(older, newer, registration(Samples.freshAddress())).forEach(this::add);

        Optional<Registration> found = run(tx -> tx.registrations().byId(older.id()));
        assertThat(found).contains(older);
        Optional<String> hash = run(tx -> tx.registrations().passwordHash(older.id()));
        assertThat(hash).contains("hash of " + older.id());
        assertThat(newest(older.email(), newer.createdAt())).contains(newer);
        assertThat(newest(older.email(), newer.expiresAt().minusMillis(1))).contains(newer);
        assertThat(newest(older.email(), newer.expiresAt())).isEmpty();
    }

    @Test
    void registrationsAreRemovedOneByOneOrInBatches() {
        var first = registration(Samples.freshAddress());
        var other = registration(Samples.freshAddress());
        Stream.of(first, registration(first.email()), registration(first.email()), other)
                .forEach(this::add);

        assertThat(remove(first)).isTrue();
        assertThat(remove(first)).isFalse();
        assertThat(removeSomeRegistrations(first.email())).isEqualTo(1);
        assertThat(removeSomeRegistrations(first.email())).isEqualTo(1);
        assertThat(removeSomeRegistrations(first.email())).isZero();
        assertThat(newest(other.email(), Samples.now())).contains(other);
    }

    @Test
    void anAccountHasOnePendingChangeOfAddress() {
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
    void failuresAreCountedAndBlockedFromAKnownCount() {
        var target = new byte[] {1, 2, 3};
        var now = Samples.now();
        assertThat(fail(target, now)).isEqualTo(1);
        assertThat(fail(target, now)).isEqualTo(2);
        FailedAttempts.Count known = count(target).orElseThrow();
        assertThat(known.failures()).isEqualTo(2);

        assertThat(block(target, known, now.plusSeconds(1))).isTrue();
        assertThat(block(target, known, now.plusSeconds(1))).isFalse();
        assertThat(count(target)).contains(new FailedAttempts.Count(2, now, now.plusSeconds(1)));

        execute(tx -> tx.failedAttempts().clear(target));
        assertThat(count(target)).isEmpty();
    }

    @Test
    void unsentMailsOfAnAccountBecomeDecoysExceptOfOneTemplate() {
        var account = Samples.account();
        var link = new MailLink(
                MailLink.Purpose.VERIFY_EMAIL, account.id(), account.email().key());
        var mail =
                MailDraft.to(account, MailTemplate.VERIFY_EMAIL).link(link).toMail(Samples.IDS.next(), Samples.now());
        execute(tx -> tx.mails().add(mail));

        assertThat(withdraw(account.id(), MailTemplate.VERIFY_EMAIL)).isZero();
        assertThat(withdraw(account.id(), MailTemplate.ACCOUNT_DELETED)).isEqualTo(1);
        assertThat(withdraw(account.id(), MailTemplate.ACCOUNT_DELETED)).isZero();

        assertThat(claim(mail.id(), Samples.now(), Samples.now()))
                .isInstanceOfSatisfying(
                        Claim.Granted.class,
                        claim -> assertThat(claim.mail().isDecoy()).isTrue());
    }

    @Test
    void oneWorkerHasAMailUntilItsClaimEnds() {
        var mail = Samples.mail();
        var now = Samples.now();
        var until = now.plus(Duration.ofMinutes(1));
        execute(tx -> {
            tx.mails().add(mail);
        });

        assertThat(claim(mail.id(), now, until)).isEqualTo(new Claim.Granted(mail, until));
        assertThat(claim(mail.id(), now.plusSeconds(59), until)).isEqualTo(new Claim.Busy());
        assertThat(claim(mail.id(), until, until.plusSeconds(60)))
                .isEqualTo(new Claim.Granted(mail, until.plusSeconds(60)));
    }

    @Test
    void aSentMailIsNotClaimedAgain() {
        var mail = Samples.mail();
        var now = Samples.now();
        execute(tx -> {
            tx.mails().add(mail);
            tx.mails().markSent(mail.id(), "provider-1", now);
        });
        assertThat(claim(mail.id(), now, now.plusSeconds(60))).isEqualTo(new Claim.Sent());
        assertThat(claim(UUID.randomUUID(), now, now.plusSeconds(60))).isEqualTo(new Claim.Unknown());
    }

    @Test
    void onlyTheHolderReleasesAClaim() {
        var mail = Samples.mail();
        var now = Samples.now();
        var until = now.plusSeconds(60);
        execute(tx -> {
            tx.mails().add(mail);
            tx.mails().claim(mail.id(), now, until);
            tx.mails().release(mail.id(), until.minusSeconds(5));
        });
        assertThat(claim(mail.id(), now, until)).isEqualTo(new Claim.Busy());
        execute(tx -> {
            tx.mails().release(mail.id(), until);
        });
        assertThat(claim(mail.id(), now, until)).isInstanceOf(Claim.Granted.class);
    }

    @Test
    void overdueOutboxEntriesComeOldestFirst() {
        var now = Samples.now();
        var older = entry(now.minusSeconds(60));
        var old = entry(now.minusSeconds(40));
        var young = entry(now);
        execute(tx -> {
            tx.outbox().add(older);
            tx.outbox().add(old);
            tx.outbox().add(young);
        });
        assertThat(overdue(now.minusSeconds(30), 10)).containsExactly(older, old);
        assertThat(overdue(now.minusSeconds(30), 1)).containsExactly(older);
        execute(tx -> {
            tx.outbox().remove(older.id());
        });
        assertThat(overdue(now.minusSeconds(30), 10)).containsExactly(old);
        List<Outbox.Entry> afterOld = run(tx -> tx.outbox().overdue(now.plusSeconds(1), old.id(), 10));
        assertThat(afterOld).containsExactly(young);
    }

    @Test
    void aCredentialIsFoundByItsNameAndReplacedByTheNextOne() {
        var account = Samples.account();
        var first = Samples.passwordOf(account);
        var second = Samples.passwordOf(account);
        put(first);
        put(Samples.passwordOf(Samples.account()));
        assertThat(password(account.id())).contains(first);

        put(second);
        assertThat(password(account.id())).contains(second);
        assertThat(credential(first.id())).isEmpty();
        assertThat(credential(second.id())).contains(second);
        assertThat(password(UUID.randomUUID())).isEmpty();
    }

    @Test
    void aSecretIsReplacedOnlyWhileItIsTheKnownOne() {
        var known = Samples.passwordOf(Samples.account());
        put(known);

        execute(s -> s.credentials().replaceSecret(known, "fresh"));
        execute(s -> s.credentials().replaceSecret(known, "too late"));

        var stored = credential(known.id()).orElseThrow();
        assertThat(stored.secret()).isEqualTo("fresh");
        assertThat(stored.id()).isEqualTo(known.id());
    }

    @Test
    void theCredentialsOfAnAccountAreRemovedInBatches() {
        var account = Samples.account();
        put(Samples.passwordOf(account));
        int removed = run(s -> s.credentials().removeSome(account.id(), 10));
        assertThat(removed).isEqualTo(1);
        assertThat(password(account.id())).isEmpty();
    }

    @Test
    void theFirstSignInIsRecordedOnce() {
        var account = Samples.account();
        add(Samples.stored(account));
        var first = Samples.now();
        execute(s -> s.accounts().recordFirstSignIn(account.id(), first));
        execute(s -> s.accounts().recordFirstSignIn(account.id(), first.plusSeconds(60)));
        Optional<StoredAccount> stored = run(s -> s.accounts().byId(account.id()));
        assertThat(stored.orElseThrow().firstSignInAt()).isEqualTo(first);
    }

    @Test
    void anAddressOfAnotherAccountIsRefusedInAnUpdate() {
        var one = Samples.account();
        var other = Samples.account();
        add(Samples.stored(one));
        add(Samples.stored(other));
        assertThatThrownBy(() -> update(one.movedTo(other.email(), Samples.now())))
                .isInstanceOf(AddressTaken.class);
        assertThat(byId(one.id())).contains(one);
    }

    @Test
    void auditEntriesOfASubjectComeOldestFirstPageByPage() {
        var subject = UUID.randomUUID();
        var first = auditEntry(subject, Actor.Kind.MAILER, "welcome", new byte[] {1, 2, 3});
        var foreign = auditEntry(UUID.randomUUID(), Actor.Kind.SYSTEM, null, null);
        var second = auditEntry(subject, Actor.Kind.USER, null, null);
        execute(s -> List.of(second, foreign, first).forEach(s.auditLog()::add));

        assertThat(audited(subject, null, 10))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(first, second);
        assertThat(audited(subject, null, 1)).extracting(AuditEntry::id).containsExactly(first.id());
        assertThat(audited(subject, first.id(), 10)).extracting(AuditEntry::id).containsExactly(second.id());
        assertThat(audited(subject, second.id(), 10)).isEmpty();
        List<AuditEntry> all = run(s -> s.auditLog().between(null, foreign.id(), 10));
        assertThat(all).extracting(AuditEntry::id).containsExactly(first.id(), foreign.id());
    }

    @Test
    void sealsHaveOneOfEachNumber() {
        var seal = new Seal(Seal.VERSION, 1, Samples.IDS.next(), 3, Samples.now(), new byte[] {7});
        boolean added = run(s -> s.auditSeals().add(seal));
        boolean again = run(s -> s.auditSeals().add(seal));
        assertThat(added).isTrue();
        assertThat(again).isFalse();
        Optional<Seal> stored = run(s -> s.auditSeals().after(0));
        assertThat(stored.orElseThrow()).usingRecursiveComparison().isEqualTo(seal);
        Optional<Seal> none = run(s -> s.auditSeals().after(1));
        assertThat(none).isEmpty();
    }

    @Test
    void anIdempotencyKeyIsClaimedOnceUntilItsLeaseEnds() {
        var now = Samples.now();
        var claim = claimOf("key", now);
        assertThat(claim(claim, now)).isTrue();
        assertThat(claim(claimOf("key", now), now)).isFalse();
        assertThat(claim(claimOf("key", now), claim.until())).isTrue();
    }

    @Test
    void onlyTheHolderAnswersOrReleasesAKey() {
        var now = Samples.now();
        var first = claimOf("key", now);
        claim(first, now);
        var second = claimOf("key", now);
        claim(second, first.until());
        execute(s -> s.idempotencyKeys().answer(first, new byte[] {1}));
        execute(s -> s.idempotencyKeys().release(first));
        assertThat(taken("key").answer()).isNull();

        execute(s -> s.idempotencyKeys().answer(second, new byte[] {2}));
        assertThat(taken("key").answer()).containsExactly(2);
        assertThat(claim(claimOf("key", now), second.until())).isFalse();
        assertThat(claim(claimOf("key", now), second.expiresAt())).isTrue();
    }

    @Test
    void expiredRowsOfAKindAreDeletedOldestFirstInBatches() {
        var account = Samples.account();
        var sessions =
                Stream.generate(() -> Samples.sessionOf(account)).limit(3).toList();
        sessions.forEach(this::add);
        int deleted = run(s -> s.expiredRows()
                .deleteSome(ExpiredRows.Kind.SESSION, sessions.get(2).id(), 1));
        assertThat(deleted).isEqualTo(1);
        assertThat(sessionsOf(account, 10))
                .containsExactly(sessions.get(2).id(), sessions.get(1).id());
        int rest = run(s -> s.expiredRows()
                .deleteSome(ExpiredRows.Kind.SESSION, sessions.get(2).id(), 10));
        assertThat(rest).isEqualTo(1);
        assertThat(sessionsOf(account, 10)).containsExactly(sessions.get(2).id());
    }

    private void put(Credential credential) {
        execute(s -> s.credentials().put(credential));
    }

    private Optional<Credential> password(UUID accountId) {
        return run(s -> s.credentials().password(accountId));
    }

    private Optional<Credential> credential(UUID id) {
        return run(s -> s.credentials().byId(id));
    }

    private List<AuditEntry> audited(UUID subject, @Nullable UUID after, int limit) {
        return run(s -> s.auditLog().ofSubject(subject, after, limit));
    }

    private static AuditEntry auditEntry(
            UUID subject, Actor.Kind actor, @Nullable String detail, byte @Nullable [] origin) {
        var label = AuditEntry.Action.SIGN_IN_FAILED.label();
        return new AuditEntry(
                Samples.IDS.next(), Samples.now(), subject, label, actor, UUID.randomUUID(), detail, origin);
    }

    private static IdempotencyKeys.Claim claimOf(String key, Instant now) {
        return new IdempotencyKeys.Claim(
                Samples.IDS.next(),
                key.getBytes(StandardCharsets.UTF_8),
                new byte[] {9},
                now.plusSeconds(30),
                now.plusSeconds(86_400));
    }

    private boolean claim(IdempotencyKeys.Claim claim, Instant now) {
        return run(s -> s.idempotencyKeys().claim(claim, now));
    }

    private IdempotencyKeys.Taken taken(String key) {
        return run(s -> s.idempotencyKeys().find(key.getBytes(StandardCharsets.UTF_8)))
                .orElseThrow();
    }

    private static Outbox.Entry entry(Instant createdAt) {
        return new Outbox.Entry(Samples.IDS.next(), Outbox.Kind.MAIL, null, UUID.randomUUID(), createdAt);
    }

    private boolean add(StoredAccount stored) {
        return run(tx -> tx.accounts().add(stored));
    }

    private boolean update(Account account) {
        return run(tx -> tx.accounts().update(account));
    }

    private Optional<Account> byId(UUID id) {
        return run(tx -> tx.accounts().byId(id)).map(StoredAccount::account);
    }

    private Optional<StoredAccount> locked(UUID id) {
        return run(tx -> tx.accounts().locked(id));
    }

    private Optional<StoredAccount> deleted(UUID id) {
        return run(tx -> tx.accounts().deleted(id));
    }

    private boolean remove(UUID id) {
        return run(tx -> tx.accounts().remove(id));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<Sessions.Held> session(UUID id) {
        return run(tx -> tx.sessions().find(id));
    }

    private void add(Session session) {
        execute(tx -> tx.sessions().add(session));
    }

    private boolean refresh(Session refreshed) {
        return run(tx -> tx.sessions().refresh(refreshed));
    }

    private boolean move(UUID id, long from, long to) {
        return run(tx -> tx.sessions().move(id, from, to));
    }

    private List<UUID> sessionsOf(Account account, int limit) {
        return run(tx -> tx.sessions().ofAccount(account.id(), account.epoch(), limit)).stream()
                .map(Session::id)
                .toList();
    }

    private boolean remove(UUID accountId, UUID id) {
        return run(tx -> tx.sessions().remove(accountId, id));
    }

    private int removeSomeSessions(UUID accountId) {
        return run(tx -> tx.sessions().removeSome(accountId, 2));
    }

    private boolean remove(MailToken token) {
        return run(tx -> tx.mailTokens().remove(token));
    }

    private int withdraw(UUID accountId, MailTemplate except) {
        return run(tx -> tx.mails().withdrawSome(accountId, except, 10));
    }

    private int fail(byte[] target, Instant now) {
        return run(tx -> tx.failedAttempts().add(Samples.IDS.next(), target, now));
    }

    private Optional<FailedAttempts.Count> count(byte[] target) {
        return run(tx -> tx.failedAttempts().find(target));
    }

    private boolean block(byte[] target, FailedAttempts.Count known, Instant until) {
        return run(tx -> tx.failedAttempts().block(target, known, until));
    }

    private Claim claim(UUID id, Instant now, Instant until) {
        return run(tx -> tx.mails().claim(id, now, until));
    }

    private List<Outbox.Entry> overdue(Instant createdBefore, int limit) {
        return run(tx -> tx.outbox().overdue(createdBefore, null, limit));
    }

    private static Registration registration(EmailAddress email) {
        return Registration.create(Samples.IDS.next(), email, Locale.forLanguageTag("he-IL"), Samples.now());
    }

    private void add(Registration registration) {
        execute(tx -> tx.registrations().add(registration, "hash of " + registration.id()));
    }

    private boolean remove(Registration registration) {
        return run(tx -> tx.registrations().remove(registration));
    }

    private int removeSomeRegistrations(EmailAddress email) {
        return run(tx -> tx.registrations().removeSome(email.key(), 1));
    }

    private Optional<Registration> newest(EmailAddress email, Instant at) {
        return run(tx -> tx.registrations().newest(email.key(), at));
    }

    private static EmailChange emailChange(UUID accountId) {
        return EmailChange.begin(Samples.IDS.next(), accountId, Samples.freshAddress());
    }

    private void put(EmailChange change) {
        execute(tx -> tx.emailChanges().put(change));
    }

    private Optional<EmailChange> emailChange(EmailChange ofTheSameAccount) {
        return run(tx -> tx.emailChanges().ofAccount(ofTheSameAccount.accountId()));
    }

    private boolean update(EmailChange before, EmailChange after) {
        return run(tx -> tx.emailChanges().update(before, after));
    }

    private boolean remove(EmailChange change) {
        return run(tx -> tx.emailChanges().remove(change));
    }
}
