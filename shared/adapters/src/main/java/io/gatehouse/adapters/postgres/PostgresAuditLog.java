package io.gatehouse.adapters.postgres;

import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.audit.AuditLog;
import io.gatehouse.domain.basics.Labelled;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables {@code audit_log} and {@code audit_attempts}. */
record PostgresAuditLog(Sql sql) implements AuditLog {
    private static final UUID LEAST = new UUID(0, 0);

    @Override
    public void add(AuditEntry entry) {
        add("audit_log", entry);
    }

    @Override
    public void addExpiring(AuditEntry entry) {
        add("audit_attempts", entry);
    }

    private void add(String table, AuditEntry entry) {
        sql.update(
                "INSERT INTO " + table
                        + " (subject, id, occurred_at, action, actor, actor_id, detail, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                entry.subject(),
                entry.id(),
                entry.at(),
                entry.action(),
                entry.actor().label(),
                entry.actorId(),
                entry.detail(),
                entry.origin());
    }

    /** Each table is read in the order of its primary key, no further than the limit. */
    @Override
    public List<AuditEntry> ofSubject(UUID subject, @Nullable UUID after, int limit) {
        var from = after == null ? LEAST : after;
        return list("""
                (SELECT * FROM audit_log WHERE subject = ? AND id > ? ORDER BY id LIMIT ?)
                UNION ALL
                (SELECT * FROM audit_attempts WHERE subject = ? AND id > ? ORDER BY id LIMIT ?)
                ORDER BY id LIMIT ?
                """, subject, from, limit, subject, from, limit, limit);
    }

    @Override
    public List<AuditEntry> between(@Nullable UUID after, UUID upTo, int limit) {
        return after == null
                ? list("SELECT * FROM audit_log WHERE id <= ? ORDER BY id LIMIT ?", upTo, limit)
                : list("SELECT * FROM audit_log WHERE id > ? AND id <= ? ORDER BY id LIMIT ?", after, upTo, limit);
    }

    private List<AuditEntry> list(String query, Object... parameters) {
        return sql.list(
                query,
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
