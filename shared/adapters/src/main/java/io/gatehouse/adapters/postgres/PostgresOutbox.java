package io.gatehouse.adapters.postgres;

import io.gatehouse.domain.store.Outbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The table {@code outbox}. */
final class PostgresOutbox implements Outbox {
    private final Sql sql;

    PostgresOutbox(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(Entry entry) {
        sql.update(
                "INSERT INTO outbox (id, kind, subject, created_at) VALUES (?, ?, ?, ?)",
                entry.id(),
                entry.kind().name().toLowerCase(Locale.ROOT),
                entry.subject(),
                entry.createdAt());
    }

    @Override
    public void remove(UUID id) {
        sql.update("DELETE FROM outbox WHERE id = ?", id);
    }

    @Override
    public List<Entry> overdue(Instant createdBefore, int limit) {
        return sql.list(
                "SELECT * FROM outbox WHERE created_at < ? ORDER BY id LIMIT ?",
                PostgresOutbox::entry,
                createdBefore,
                limit);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getObject("id", UUID.class),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getObject("subject", UUID.class),
                Sql.instant(row, "created_at"));
    }
}
