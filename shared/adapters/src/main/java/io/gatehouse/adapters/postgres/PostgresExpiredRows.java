package io.gatehouse.adapters.postgres;

import io.gatehouse.domain.work.ExpiredRows;
import java.util.UUID;

/** The tables whose rows expire. Their ids have an index and are in the order of time. */
record PostgresExpiredRows(Sql sql) implements ExpiredRows {
    private static final String EXPIRED = "id < ?";

    @Override
    public int deleteSome(Kind kind, UUID before, int limit) {
        return switch (kind) {
            case SESSION -> sql.deleteSome("sessions", limit, EXPIRED, before);
            case MAIL_TOKEN -> sql.deleteSome("mail_tokens", limit, EXPIRED, before);
            case REGISTRATION -> sql.deleteSome("registrations", limit, EXPIRED, before);
            case EMAIL_CHANGE -> sql.deleteSome("email_changes", limit, EXPIRED, before);
            case UNQUEUED_MAIL -> sql.deleteSome("outbox", limit, EXPIRED + " AND kind = 'mail'", before);
            case MAIL -> sql.deleteSome("mails", limit, EXPIRED, before);
            case MAIL_LOG -> sql.deleteSome("mail_logs", limit, EXPIRED, before);
            case IDEMPOTENCY_KEY -> sql.deleteSome("idempotency_keys", limit, EXPIRED, before);
            case FAILED_ATTEMPTS -> sql.deleteSome("failed_attempts", limit, EXPIRED, before);
            case AUDIT_ATTEMPT -> sql.deleteSome("audit_attempts", limit, EXPIRED, before);
        };
    }
}
