package io.gatehouse.adapters.postgres;

import io.gatehouse.domain.session.Client;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.session.Sessions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** The table {@code sessions}. */
final class PostgresSessions implements Sessions {
    private final Sql sql;

    PostgresSessions(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(Session session) {
        sql.update(
                """
                INSERT INTO sessions (account_id, id, epoch, ip, user_agent, created_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                session.accountId(),
                session.id(),
                session.epoch(),
                session.client().ip(),
                session.client().userAgent(),
                session.createdAt(),
                session.expiresAt());
    }

    @Override
    public Optional<Session> find(UUID accountId, UUID sessionId) {
        return sql.first(
                "SELECT * FROM sessions WHERE account_id = ? AND id = ?",
                PostgresSessions::session,
                accountId,
                sessionId);
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(
                row.getObject("id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getLong("epoch"),
                new Client(row.getString("ip"), row.getString("user_agent")),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "expires_at"));
    }
}
