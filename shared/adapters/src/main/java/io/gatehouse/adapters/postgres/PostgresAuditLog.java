package io.gatehouse.adapters.postgres;

import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.audit.AuditLog;
import io.gatehouse.domain.basics.Labelled;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code audit_log}. */
final class PostgresAuditLog implements AuditLog {
    private static final UUID LEAST = new UUID(0, 0);

    private final Sql sql;

    PostgresAuditLog(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(AuditEntry entry) {
        sql.update(
                "INSERT INTO audit_log (subject, id, occurred_at, action, actor, actor_id, detail, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                entry.subject(),
                entry.id(),
                entry.at(),
                entry.action(),
                entry.actor().label(),
                entry.actorId(),
                entry.detail(),
                entry.origin());
    }

    @Override
    public List<AuditEntry> ofSubject(UUID subject, @Nullable UUID after, int limit) {
        return sql.list(
                "SELECT * FROM audit_log WHERE subject = ? AND id > ? ORDER BY id LIMIT ?",
                PostgresAuditLog::entry,
                subject,
                after == null ? LEAST : after,
                limit);
    }

    @Override
    public List<AuditEntry> between(@Nullable UUID after, UUID upTo, int limit) {
        var greater = after == null ? ">=" : ">"; // even the least id counts, which none of ours has
        return sql.list(
                "SELECT * FROM audit_log WHERE id " + greater + " ? AND id <= ? ORDER BY id LIMIT ?",
                PostgresAuditLog::entry,
                after == null ? LEAST : after,
                upTo,
                limit);
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getObject("id", UUID.class),
                Sql.instant(row, "occurred_at"),
                row.getObject("subject", UUID.class),
                row.getString("action"),
                Labelled.of(Actor.Kind.class, row.getString("actor")),
                row.getObject("actor_id", UUID.class),
                row.getString("detail"),
                row.getBytes("origin"));
    }
}
