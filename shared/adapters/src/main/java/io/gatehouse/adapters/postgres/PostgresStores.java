package io.gatehouse.adapters.postgres;

import io.gatehouse.domain.account.Accounts;
import io.gatehouse.domain.account.EmailChanges;
import io.gatehouse.domain.account.Registrations;
import io.gatehouse.domain.audit.AuditLog;
import io.gatehouse.domain.audit.AuditSeals;
import io.gatehouse.domain.credential.Credentials;
import io.gatehouse.domain.credential.FailedAttempts;
import io.gatehouse.domain.idempotency.IdempotencyKeys;
import io.gatehouse.domain.mail.MailTokens;
import io.gatehouse.domain.mail.Mails;
import io.gatehouse.domain.session.Sessions;
import io.gatehouse.domain.work.ExpiredRows;
import io.gatehouse.domain.work.Outbox;
import io.gatehouse.domain.work.Stores;
import java.sql.Connection;

/** The stores, on one connection. */
final class PostgresStores implements Stores {
    private final Sql sql;

    PostgresStores(Connection connection) {
        this.sql = new Sql(connection);
    }

    @Override
    public Accounts accounts() {
        return new PostgresAccounts(sql);
    }

    @Override
    public Credentials credentials() {
        return new PostgresCredentials(sql);
    }

    @Override
    public EmailChanges emailChanges() {
        return new PostgresEmailChanges(sql);
    }

    @Override
    public Registrations registrations() {
        return new PostgresRegistrations(sql);
    }

    @Override
    public Sessions sessions() {
        return new PostgresSessions(sql);
    }

    @Override
    public FailedAttempts failedAttempts() {
        return new PostgresFailedAttempts(sql);
    }

    @Override
    public Mails mails() {
        return new PostgresMails(sql);
    }

    @Override
    public MailTokens mailTokens() {
        return new PostgresMailTokens(sql);
    }

    @Override
    public IdempotencyKeys idempotencyKeys() {
        return new PostgresIdempotencyKeys(sql);
    }

    @Override
    public AuditLog auditLog() {
        return new PostgresAuditLog(sql);
    }

    @Override
    public AuditSeals auditSeals() {
        return new PostgresAuditSeals(sql);
    }

    @Override
    public Outbox outbox() {
        return new PostgresOutbox(sql);
    }

    @Override
    public ExpiredRows expiredRows() {
        return new PostgresExpiredRows(sql);
    }
}
