package io.gatehouse.domain.testing;

import io.gatehouse.domain.account.EmailChange;
import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.audit.Seal;
import io.gatehouse.domain.credential.Credential;
import io.gatehouse.domain.mail.MailLog;
import io.gatehouse.domain.mail.MailToken;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.work.ExpiredRows;
import io.gatehouse.domain.work.Outbox;
import io.gatehouse.domain.work.Stores;
import java.util.Map;
import java.util.TreeMap;

/** All rows, and the stores over them. Behaves as PostgreSQL's stores do; {@code StoresContract} holds both to it. */
final class Tables {
    final Table<StoredAccount> accounts;
    final Table<Credential> credentials;
    final Table<EmailChange> emailChanges;
    final Table<InMemoryRegistrations.Row> registrations;
    final Table<Session> sessions;
    final Table<InMemoryFailedAttempts.Row> failedAttempts;
    final Table<InMemoryMails.Row> mails;
    final Table<MailLog> mailLogs;
    final Table<MailToken> mailTokens;
    final Table<InMemoryIdempotencyKeys.Row> idempotencyKeys;
    final Table<AuditEntry> auditLog;
    final Table<AuditEntry> auditAttempts;
    final TreeMap<Long, Seal> auditSeals;
    final Table<Outbox.Entry> outbox;

    Tables() {
        accounts = new Table<>();
        credentials = new Table<>();
        emailChanges = new Table<>();
        registrations = new Table<>();
        sessions = new Table<>();
        failedAttempts = new Table<>();
        mails = new Table<>();
        mailLogs = new Table<>();
        mailTokens = new Table<>();
        idempotencyKeys = new Table<>();
        auditLog = new Table<>();
        auditAttempts = new Table<>();
        auditSeals = new TreeMap<>();
        outbox = new Table<>();
    }

    /** A copy that can be changed apart from the original. */
    Tables(Tables original) {
        accounts = original.accounts.copy();
        credentials = original.credentials.copy();
        emailChanges = original.emailChanges.copy();
        registrations = original.registrations.copy();
        sessions = original.sessions.copy();
        failedAttempts = original.failedAttempts.copy();
        mails = original.mails.copy();
        mailLogs = original.mailLogs.copy();
        mailTokens = original.mailTokens.copy();
        idempotencyKeys = original.idempotencyKeys.copy();
        auditLog = original.auditLog.copy();
        auditAttempts = original.auditAttempts.copy();
        auditSeals = new TreeMap<>(original.auditSeals);
        outbox = original.outbox.copy();
    }

    /** How many rows each table has, by its name. */
    Map<String, Integer> sizes() {
        var sizes = new TreeMap<String, Integer>();
        for (var field : Tables.class.getDeclaredFields()) {
            try {
                var rows =
                        field.get(this) instanceof Table<?> table ? table.all().size() : auditSeals.size();
                sizes.put(field.getName(), rows);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
        return sizes;
    }

    Stores stores() {
        var accountStore = new InMemoryAccounts(accounts);
        return new Stores(
                accountStore,
                new InMemoryCredentials(credentials),
                new InMemoryEmailChanges(emailChanges),
                new InMemoryRegistrations(registrations),
                new InMemorySessions(sessions, accountStore),
                new InMemoryFailedAttempts(failedAttempts),
                new InMemoryMails(mails),
                new InMemoryMailLogs(mailLogs),
                new InMemoryMailTokens(mailTokens),
                new InMemoryIdempotencyKeys(idempotencyKeys),
                new InMemoryAuditLog(auditLog, auditAttempts),
                new InMemoryAuditSeals(auditSeals),
                new InMemoryOutbox(outbox),
                expiredRows());
    }

    private ExpiredRows expiredRows() {
        return (kind, before, limit) -> switch (kind) {
            case SESSION -> sessions.removeSomeBefore(before, row -> true, limit);
            case MAIL_TOKEN -> mailTokens.removeSomeBefore(before, row -> true, limit);
            case REGISTRATION -> registrations.removeSomeBefore(before, row -> true, limit);
            case EMAIL_CHANGE -> emailChanges.removeSomeBefore(before, row -> true, limit);
            case UNQUEUED_MAIL -> outbox.removeSomeBefore(before, entry -> entry.kind() == Outbox.Kind.MAIL, limit);
            case MAIL -> mails.removeSomeBefore(before, row -> true, limit);
            case MAIL_LOG -> mailLogs.removeSomeBefore(before, row -> true, limit);
            case IDEMPOTENCY_KEY -> idempotencyKeys.removeSomeBefore(before, row -> true, limit);
            case FAILED_ATTEMPTS -> failedAttempts.removeSomeBefore(before, row -> true, limit);
            case AUDIT_ATTEMPT -> auditAttempts.removeSomeBefore(before, row -> true, limit);
        };
    }
}
