package io.gatehouse.domain.work;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Accounts;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.EmailChanges;
import io.gatehouse.domain.account.Registrations;
import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.audit.AuditLog;
import io.gatehouse.domain.audit.AuditSeals;
import io.gatehouse.domain.audit.Auditor;
import io.gatehouse.domain.basics.Sources;
import io.gatehouse.domain.credential.Credentials;
import io.gatehouse.domain.credential.FailedAttempts;
import io.gatehouse.domain.credential.Proof;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.idempotency.IdempotencyKeys;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailDraft;
import io.gatehouse.domain.mail.MailLogs;
import io.gatehouse.domain.mail.MailTokens;
import io.gatehouse.domain.mail.Mails;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.session.Sessions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One unit of work: the stores within a transaction, and what its commit leads to. {@link #mail}, {@link #invalidate}
 * and {@link #erase} are written to the outbox in the transaction and done after the commit; {@link #record} writes to
 * the audit log.
 */
public final class Transaction {
    private final Stores stores;
    private final Auditor auditor;
    private final Sources sources;
    private final Instant now;
    private final List<Outbox.Entry> outbox = new ArrayList<>();

    Transaction(Stores stores, Auditor auditor, Sources sources) {
        this.stores = stores;
        this.auditor = auditor;
        this.sources = sources;
        this.now = sources.now();
    }

    public Accounts accounts() {
        return stores.accounts();
    }

    public Credentials credentials() {
        return stores.credentials();
    }

    public EmailChanges emailChanges() {
        return stores.emailChanges();
    }

    public Registrations registrations() {
        return stores.registrations();
    }

    public Sessions sessions() {
        return stores.sessions();
    }

    public FailedAttempts failedAttempts() {
        return stores.failedAttempts();
    }

    public Mails mails() {
        return stores.mails();
    }

    public MailLogs mailLogs() {
        return stores.mailLogs();
    }

    public MailTokens mailTokens() {
        return stores.mailTokens();
    }

    public IdempotencyKeys idempotencyKeys() {
        return stores.idempotencyKeys();
    }

    public AuditLog auditLog() {
        return stores.auditLog();
    }

    public AuditSeals auditSeals() {
        return stores.auditSeals();
    }

    public ExpiredRows expiredRows() {
        return stores.expiredRows();
    }

    /** When the transaction began. */
    public Instant now() {
        return now;
    }

    public UUID newId() {
        return sources.newId();
    }

    /** Cryptographically strong. */
    public Random random() {
        return sources.random();
    }

    /** Sends a mail. */
    public Mail mail(MailDraft draft) {
        var mail = draft.toMail(newId(), now);
        stores.mails().add(mail);
        afterCommit(Outbox.Kind.MAIL, mail.accountId(), mail.id());
        return mail;
    }

    /**
     * Stores a changed account and drops it from the cache.
     *
     * @throws StaleWrite when it was changed since it was read
     */
    public void update(Account changed) {
        StaleWrite.unless(stores.accounts().update(changed));
        afterCommit(Outbox.Kind.INVALIDATION, changed.id(), changed.id());
    }

    /** Drops a session from the cache. */
    public void invalidate(UUID accountId, UUID sessionId) {
        afterCommit(Outbox.Kind.INVALIDATION, accountId, sessionId);
    }

    /** Erases everything that is stored about a deleted account. */
    public void erase(UUID accountId) {
        afterCommit(Outbox.Kind.ERASURE, accountId, accountId);
    }

    /** Records an event in the audit log. */
    public void record(Action action, StoredAccount subject, Actor actor) {
        record(action, subject, actor, null);
    }

    /** @param detail more about the event that identifies nobody; or null */
    public void record(Action action, StoredAccount subject, Actor actor, @Nullable String detail) {
        add(action, auditor.entry(action, subject.pseudonym(), actor, detail));
    }

    /** As {@link #record}, about an address that has no account. */
    public void record(Action action, EmailAddress stranger, Actor actor, @Nullable String detail) {
        add(action, auditor.entry(action, stranger.key(), actor, detail));
    }

    private void add(Action action, AuditEntry entry) {
        if (action.expires()) {
            stores.auditLog().addExpiring(entry);
        } else {
            stores.auditLog().add(entry);
        }
    }

    /** @throws Refused {@code INVALID_TOKEN} when the caller's account may not be used */
    public StoredAccount accountOf(Caller caller) {
        return accounts().active(caller.accountId()).orElseThrow(() -> new Refused(Reason.INVALID_TOKEN));
    }

    /**
     * The account whose owner gave the proof, locked until the transaction ends.
     *
     * @throws Refused {@code WRONG_PASSWORD} when the credential is no longer the account's, {@code INVALID_TOKEN} when
     *     the account may not be used
     */
    public StoredAccount provenOwner(Proof proof) {
        var owner = accounts()
                .locked(proof.accountId())
                .filter(stored -> stored.account().active())
                .orElseThrow(() -> new Refused(Reason.INVALID_TOKEN));
        if (credentials().byId(proof.credentialId()).isEmpty()) {
            throw new Refused(Reason.WRONG_PASSWORD);
        }
        return owner;
    }

    List<Outbox.Entry> outbox() {
        return outbox;
    }

    private void afterCommit(Outbox.Kind kind, @Nullable UUID accountId, UUID subject) {
        var entry = new Outbox.Entry(newId(), kind, accountId, subject, now);
        stores.outbox().add(entry);
        outbox.add(entry);
    }
}
