package io.gatehouse.adapters.postgres;

import io.gatehouse.domain.work.Outbox;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code outbox}. */
record PostgresOutbox(Sql sql) implements Outbox {
    private static final UUID LEAST = new UUID(0, 0);

    @Override
    public void add(Entry entry) {
        sql.update(
                "INSERT INTO outbox (id, kind, account_id, subject, created_at) VALUES (?, ?, ?, ?, ?)",
                entry.id(),
                entry.kind().name().toLowerCase(Locale.ROOT),
                entry.accountId(),
                entry.subject(),
                entry.createdAt());
    }

    @Override
    public void remove(UUID id) {
        sql.update("DELETE FROM outbox WHERE id = ?", id);
    }

    @Override
    public List<Entry> overdue(Instant createdBefore, @Nullable UUID after, int limit) {
        return sql.list(
                """
                SELECT * FROM outbox WHERE id > ? AND created_at < ? ORDER BY id LIMIT ?
                """,
                row -> new Entry(
                        row.getObject("id", UUID.class),
                        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        row.getObject("account_id", UUID.class),
                        row.getObject("subject", UUID.class),
                        Sql.instant(row, "created_at")),
                after == null ? LEAST : after,
                createdBefore,
                limit);
    }
}
