package io.gatehouse.adapters.postgres;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.session.Authentication;
import io.gatehouse.domain.session.Rotation;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.session.Sessions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code sessions}. */
record PostgresSessions(Sql sql) implements Sessions {
    private static final String COLUMNS = """
            s.id AS session_id, s.account_id, s.epoch AS session_epoch, s.refresh_key, s.counter, s.refreshed_at, s.refreshed_by,
            s.late_counter, s.late_streak, s.amr, s.auth_time, s.ip, s.user_agent, s.created_at AS session_created_at,
            s.idle_expires_at, s.expires_at
            """;

    @Override
    public void add(Session session) {
        sql.update(
                """
                INSERT INTO sessions (account_id, id, epoch, refresh_key, counter, refreshed_at, refreshed_by, late_counter,
                                      late_streak, amr, auth_time, ip, user_agent, created_at, idle_expires_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                session.accountId(),
                session.id(),
                session.epoch(),
                session.refreshKey(),
                session.counter(),
                session.refreshedAt(),
                session.rotation().userAgent(),
                session.rotation().lateCounter(),
                session.rotation().lateStreak(),
                String.join(",", session.authentication().methods()),
                session.authentication().at(),
                session.client().ip(),
                session.client().userAgent(),
                session.createdAt(),
                session.idleExpiresAt(),
                session.expiresAt());
    }

    @Override
    public Optional<Held> find(UUID id) {
        return sql.first(
                "SELECT a.*, " + COLUMNS
                        + " FROM sessions s JOIN accounts a ON a.id = s.account_id WHERE s.id = ? AND a.status <> 'deleted'",
                row -> new Held(session(row), PostgresAccounts.account(row)),
                id);
    }

    @Override
    public List<Session> ofAccount(UUID accountId, long epoch) {
        return list("account_id = ? AND epoch = ? ORDER BY id DESC", accountId, epoch);
    }

    @Override
    public List<Session> ofAccount(UUID accountId, int limit) {
        return list("account_id = ? ORDER BY id DESC LIMIT ?", accountId, limit);
    }

    @Override
    public boolean refresh(Session refreshed) {
        return sql.updateOne(
                """
                UPDATE sessions SET counter = ?, refreshed_at = ?, refreshed_by = ?, idle_expires_at = ? WHERE id = ? AND counter = ?
                """,
                refreshed.counter(),
                refreshed.refreshedAt(),
                refreshed.rotation().userAgent(),
                refreshed.idleExpiresAt(),
                refreshed.id(),
                refreshed.counter() - 1);
    }

    @Override
    public boolean markLate(Session repeated) {
        return sql.updateOne(
                "UPDATE sessions SET late_counter = counter, late_streak = ? WHERE id = ? AND counter = ? AND late_counter <> counter",
                repeated.rotation().lateStreak(),
                repeated.id(),
                repeated.counter());
    }

    @Override
    public boolean move(UUID id, long from, long to) {
        return sql.updateOne("UPDATE sessions SET epoch = ? WHERE id = ? AND epoch = ?", to, id, from);
    }

    @Override
    public int count(UUID accountId) {
        return sql.first("SELECT count(*) FROM sessions WHERE account_id = ?", row -> row.getInt(1), accountId)
                .orElseThrow();
    }

    @Override
    public List<Session> leastUsed(Account account, UUID except, Instant now, int limit) {
        return list(
                "account_id = ? AND id <> ? ORDER BY epoch = ? AND idle_expires_at > ?, refreshed_at, id LIMIT ?",
                account.id(),
                except,
                account.epoch(),
                now,
                limit);
    }

    @Override
    public boolean removeUnrefreshed(Session session) {
        return sql.updateOne(
                "DELETE FROM sessions WHERE account_id = ? AND id = ? AND counter = ?",
                session.accountId(),
                session.id(),
                session.counter());
    }

    @Override
    public boolean remove(UUID accountId, UUID id) {
        return sql.updateOne("DELETE FROM sessions WHERE account_id = ? AND id = ?", accountId, id);
    }

    @Override
    public int removeSome(UUID accountId, int limit) {
        return sql.deleteSome("sessions", limit, "account_id = ?", accountId);
    }

    private List<Session> list(String condition, Object... parameters) {
        return sql.list(
                "SELECT " + COLUMNS + " FROM sessions s WHERE " + condition, PostgresSessions::session, parameters);
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(
                row.getObject("session_id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getLong("session_epoch"),
                row.getBytes("refresh_key"),
                rotation(row),
                new Authentication(List.of(row.getString("amr").split(",")), Sql.instant(row, "auth_time")),
                new Client(row.getString("ip"), row.getString("user_agent")),
                Sql.instant(row, "session_created_at"),
                Sql.instant(row, "idle_expires_at"),
                Sql.instant(row, "expires_at"));
    }

    private static Rotation rotation(ResultSet row) throws SQLException {
        return new Rotation(
                row.getLong("counter"),
                Sql.instant(row, "refreshed_at"),
                row.getBytes("refreshed_by"),
                row.getLong("late_counter"),
                row.getInt("late_streak"));
    }
}
