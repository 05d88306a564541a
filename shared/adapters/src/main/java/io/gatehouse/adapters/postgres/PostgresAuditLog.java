package io.gatehouse.adapters.postgres;

import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.audit.AuditLog;
import io.gatehouse.domain.basics.Labelled;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code audit_log}. */
record PostgresAuditLog(Sql sql) implements AuditLog {
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
        return after == null
                ? list("subject = ? ORDER BY id LIMIT ?", subject, limit)
                : list("subject = ? AND id > ? ORDER BY id LIMIT ?", subject, after, limit);
    }

    @Override
    public List<AuditEntry> between(@Nullable UUID after, UUID upTo, int limit) {
        return after == null
                ? list("id <= ? ORDER BY id LIMIT ?", upTo, limit)
                : list("id > ? AND id <= ? ORDER BY id LIMIT ?", after, upTo, limit);
    }

    private List<AuditEntry> list(String condition, Object... parameters) {
        return sql.list(
                "SELECT * FROM audit_log WHERE " + condition,
                row -> new AuditEntry(
                        row.getObject("id", UUID.class),
                        Sql.instant(row, "occurred_at"),
                        row.getObject("subject", UUID.class),
                        row.getString("action"),
                        Labelled.of(Actor.Kind.class, row.getString("actor")),
                        row.getObject("actor_id", UUID.class),
                        row.getString("detail"),
                        row.getBytes("origin")),
                parameters);
    }
}
