package io.gatehouse.adapters.postgres;

import io.gatehouse.domain.store.OldRows;
import java.util.UUID;

/** The tables in which rows grow old. Each is found by its ids, which have an index and are in order of time. */
final class PostgresOldRows implements OldRows {
    private static final String OLD = "id < ?";

    private final Sql sql;

    PostgresOldRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public int removeSome(Kind kind, UUID before, int limit) {
        return switch (kind) {
            case SESSION -> sql.deleteSome("sessions", limit, OLD, before);
            case MAIL_TOKEN -> sql.deleteSome("mail_tokens", limit, OLD, before);
            case REGISTRATION -> sql.deleteSome("registrations", limit, OLD, before);
            case EMAIL_CHANGE -> sql.deleteSome("email_changes", limit, OLD, before);
            case UNQUEUED_MAIL -> sql.deleteSome("outbox", limit, OLD + " AND kind = 'mail'", before);
            case MAIL -> sql.deleteSome("mails", limit, OLD, before);
            case IDEMPOTENCY_KEY -> sql.deleteSome("idempotency_keys", limit, OLD, before);
            case FAILED_ATTEMPTS -> sql.deleteSome("failed_attempts", limit, OLD, before);
        };
    }
}
