package io.gatehouse.adapters.postgres;

import io.gatehouse.domain.errors.Unavailable;
import io.gatehouse.domain.work.StaleWrite;
import io.gatehouse.domain.work.Stores;
import io.gatehouse.domain.work.TransactionalStores;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Transactions of PostgreSQL, at whatever isolation level the connections come with. */
public final class PostgresTransactions implements TransactionalStores {
    private static final int ATTEMPTS = 8;
    private static final long FIRST_PAUSE_MILLIS = 4;
    /** Serialization failure, also of Aurora DSQL's optimistic commit, and deadlock. */
    private static final Set<String> LOST_RACE = Set.of("40001", "40P01");
    /** Connection exception, insufficient resources, operator intervention (which a time-out is), system error. */
    private static final Set<String> UNAVAILABLE = Set.of("08", "53", "57", "58");

    private interface Attempt<T> {
        T on(Connection connection) throws SQLException;
    }

    private final Database database;

    public PostgresTransactions(Database database) {
        this.database = database;
    }

    @Override
    public <T> T run(Function<Stores, T> work) {
        return untilItSucceeds(connection -> {
            var result = work.apply(stores(connection));
            Database.inTime(connection).commit(); // the pool rolls back what is closed without it
            return result;
        });
    }

    @Override
    public <T> T autoCommit(Function<Stores, T> work) {
        return untilItSucceeds(connection -> {
            connection.setAutoCommit(true); // until the connection is closed
            return work.apply(stores(connection));
        });
    }

    private static Stores stores(Connection connection) {
        var sql = new Sql(connection);
        return new Stores(
                new PostgresAccounts(sql),
                new PostgresCredentials(sql),
                new PostgresEmailChanges(sql),
                new PostgresRegistrations(sql),
                new PostgresSessions(sql),
                new PostgresFailedAttempts(sql),
                new PostgresMails(sql),
                new PostgresMailLogs(sql),
                new PostgresMailTokens(sql),
                new PostgresIdempotencyKeys(sql),
                new PostgresAuditLog(sql),
                new PostgresAuditSeals(sql),
                new PostgresOutbox(sql),
                new PostgresExpiredRows(sql));
    }

    private <T> T untilItSucceeds(Attempt<T> work) {
        for (var attempt = 1; ; attempt++) {
            try {
                return attempt(work);
            } catch (StaleWrite e) {
                pause(attempt, e);
            } catch (Sql.Failure e) {
                var state = String.valueOf(e.sqlException().getSQLState());
                if (!LOST_RACE.contains(state)) {
                    throw translated(e.sqlException(), state);
                }
                pause(attempt, e);
            }
        }
    }

    private <T> T attempt(Attempt<T> work) {
        try (var connection = database.connect()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new Sql.Failure(e);
        }
    }

    private static RuntimeException translated(SQLException e, String state) {
        var unavailable = e instanceof SQLTransientException || UNAVAILABLE.contains(state.substring(0, 2));
        return unavailable ? new Unavailable("database", e) : new IllegalStateException("SQLSTATE " + state, e);
    }

    private static void pause(int attempt, RuntimeException e) {
        if (attempt == ATTEMPTS) {
            throw new Unavailable("database", e);
        }
        var longest = FIRST_PAUSE_MILLIS << attempt;
        LockSupport.parkNanos(
                TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(1, longest)));
    }
}
