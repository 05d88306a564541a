package io.gatehouse.adapters.postgres;

import io.gatehouse.domain.account.Accounts;
import io.gatehouse.domain.account.EmailChanges;
import io.gatehouse.domain.account.Registrations;
import io.gatehouse.domain.audit.AuditLog;
import io.gatehouse.domain.audit.AuditSeals;
import io.gatehouse.domain.credential.FailedAttempts;
import io.gatehouse.domain.mail.MailTokens;
import io.gatehouse.domain.mail.Mails;
import io.gatehouse.domain.session.Sessions;
import io.gatehouse.domain.store.IdempotencyKeys;
import io.gatehouse.domain.store.OldRows;
import io.gatehouse.domain.store.Outbox;
import io.gatehouse.domain.store.Transaction;
import java.sql.Connection;

/** The stores, on one connection. */
final class PostgresTransaction implements Transaction {
    private final Sql sql;

    PostgresTransaction(Connection connection) {
        this.sql = new Sql(connection);
    }

    @Override
    public Accounts accounts() {
        return new PostgresAccounts(sql);
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
    public MailTokens mailTokens() {
        return new PostgresMailTokens(sql);
    }

    @Override
    public Mails mails() {
        return new PostgresMails(sql);
    }

    @Override
    public Outbox outbox() {
        return new PostgresOutbox(sql);
    }

    @Override
    public IdempotencyKeys idempotencyKeys() {
        return new PostgresIdempotencyKeys(sql);
    }

    @Override
    public OldRows oldRows() {
        return new PostgresOldRows(sql);
    }

    @Override
    public AuditLog audit() {
        return new PostgresAuditLog(sql);
    }

    @Override
    public AuditSeals seals() {
        return new PostgresAuditSeals(sql);
    }
}
