package io.gatehouse.domain.store;

import io.gatehouse.domain.account.Accounts;
import io.gatehouse.domain.account.EmailChanges;
import io.gatehouse.domain.account.Registrations;
import io.gatehouse.domain.audit.AuditLog;
import io.gatehouse.domain.audit.AuditSeals;
import io.gatehouse.domain.credential.FailedAttempts;
import io.gatehouse.domain.mail.MailTokens;
import io.gatehouse.domain.mail.Mails;
import io.gatehouse.domain.session.Sessions;

/** The stores, within one transaction. */
public interface Transaction {
    Accounts accounts();

    EmailChanges emailChanges();

    Registrations registrations();

    Sessions sessions();

    FailedAttempts failedAttempts();

    Mails mails();

    MailTokens mailTokens();

    Outbox outbox();

    IdempotencyKeys idempotencyKeys();

    OldRows oldRows();

    AuditLog audit();

    AuditSeals seals();
}
