package io.gatehouse.domain.work;

import io.gatehouse.domain.account.Accounts;
import io.gatehouse.domain.account.EmailChanges;
import io.gatehouse.domain.account.Registrations;
import io.gatehouse.domain.audit.AuditLog;
import io.gatehouse.domain.audit.AuditSeals;
import io.gatehouse.domain.credential.Credentials;
import io.gatehouse.domain.credential.FailedAttempts;
import io.gatehouse.domain.idempotency.IdempotencyKeys;
import io.gatehouse.domain.mail.MailLogs;
import io.gatehouse.domain.mail.MailTokens;
import io.gatehouse.domain.mail.Mails;
import io.gatehouse.domain.session.Sessions;

/** All stores, within one transaction. */
public record Stores(
        Accounts accounts,
        Credentials credentials,
        EmailChanges emailChanges,
        Registrations registrations,
        Sessions sessions,
        FailedAttempts failedAttempts,
        Mails mails,
        MailLogs mailLogs,
        MailTokens mailTokens,
        IdempotencyKeys idempotencyKeys,
        AuditLog auditLog,
        AuditSeals auditSeals,
        Outbox outbox,
        ExpiredRows expiredRows) {}
