package io.gatehouse.domain.testing;

import io.gatehouse.domain.account.EmailChange;
import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.credential.Credential;
import io.gatehouse.domain.errors.Unavailable;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.work.Outbox;
import io.gatehouse.domain.work.StaleWrite;
import io.gatehouse.domain.work.Stores;
import io.gatehouse.domain.work.TransactionalStores;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Stores in memory. Transactions run one after the other; one that throws leaves nothing behind. Safe for use by
 * several threads.
 */
public final class InMemoryStores implements TransactionalStores {
    private static final int ATTEMPTS = 8;

    private Tables committed = new Tables();
    private boolean down;

    @Override
    public synchronized <T> T run(Function<Stores, T> work) {
        for (var attempt = 1; ; attempt++) {
            if (down) {
                throw new Unavailable("database");
            }
            try {
                var tables = new Tables(committed);
                var result = work.apply(tables.stores());
                committed = tables;
                return result;
            } catch (StaleWrite e) {
                if (attempt == ATTEMPTS) {
                    throw new Unavailable("database", e);
                }
            }
        }
    }

    @Override
    public <T> T autoCommit(Function<Stores, T> work) {
        return run(work);
    }

    /** From now on, whether every transaction fails as if the database did not answer. */
    public synchronized void setDown(boolean down) {
        this.down = down;
    }

    public synchronized List<StoredAccount> accounts() {
        return committed.accounts.all();
    }

    public synchronized List<Credential> credentials() {
        return committed.credentials.all();
    }

    public synchronized List<EmailChange> emailChanges() {
        return committed.emailChanges.all();
    }

    public synchronized List<Session> sessions() {
        return committed.sessions.all();
    }

    /** Oldest first. */
    public synchronized List<Mail> mails() {
        return committed.mails.all().stream().map(InMemoryMails.Row::mail).toList();
    }

    /** Mails that have not been sent, oldest first. */
    public synchronized List<Mail> unsentMails() {
        return committed
                .mails
                .oldest(row -> row.sentAt() == null)
                .map(InMemoryMails.Row::mail)
                .toList();
    }

    /** Expiring entries too, oldest first. */
    public synchronized List<AuditEntry> auditLog() {
        var all = committed.auditLog.copy();
        committed.auditAttempts.all().forEach(entry -> all.put(entry.id(), entry));
        return all.all();
    }

    /** Oldest first. */
    public synchronized List<AuditEntry> auditAttempts() {
        return committed.auditAttempts.all();
    }

    public synchronized List<Outbox.Entry> outbox() {
        return committed.outbox.all();
    }

    public synchronized int registrations() {
        return committed.registrations.all().size();
    }

    public synchronized int mailLogs() {
        return committed.mailLogs.all().size();
    }

    public synchronized int mailTokens() {
        return committed.mailTokens.all().size();
    }

    public synchronized int failedAttempts() {
        return committed.failedAttempts.all().size();
    }

    public synchronized int idempotencyKeys() {
        return committed.idempotencyKeys.all().size();
    }

    /** How many rows each table has that has any, by its name. */
    public synchronized Map<String, Integer> sizes() {
        var sizes = committed.sizes();
        sizes.values().removeIf(size -> size == 0);
        return sizes;
    }

    /** All that is stored, as text. */
    public synchronized String contents() {
        return Contents.of(List.of(
                committed.accounts.all(),
                committed.credentials.all(),
                committed.emailChanges.all(),
                committed.registrations.all(),
                committed.sessions.all(),
                committed.mails.all(),
                committed.mailLogs.all(),
                committed.mailTokens.all(),
                committed.auditLog.all(),
                committed.auditAttempts.all(),
                committed.outbox.all(),
                committed.auditSeals,
                committed.failedAttempts.all(),
                committed.idempotencyKeys.all()));
    }
}
