package io.gatehouse.adapters.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Statements with parameters on one connection. Throws {@link Failure}, and only that, when the database does not do as
 * it is told.
 */
final class Sql {

    /** Carries an {@link SQLException} to the code that runs the transaction. */
    static final class Failure extends RuntimeException {
        private final SQLException sqlException;

        Failure(SQLException sqlException) {
            super(sqlException);
            this.sqlException = sqlException;
        }

        SQLException sqlException() {
            return sqlException;
        }
    }

    /** Reads one row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Connection connection;

    Sql(Connection connection) {
        this.connection = connection;
    }

    /** @return how many rows were touched */
    int update(String sql, @Nullable Object... parameters) {
        try (var statement = prepare(sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new Failure(e);
        }
    }

    /** As {@link #update}, of one row at most. Returns whether it was touched. */
    boolean updateOne(String sql, @Nullable Object... parameters) {
        return update(sql, parameters) == 1;
    }

    /**
     * Deletes some of a table's rows, those with the least ids first, at most {@code limit}. The condition is asked of
     * each once more when it is deleted: one that has changed meanwhile may stay.
     *
     * @return how many rows were deleted
     */
    int deleteSome(String table, int limit, String condition, Object... parameters) {
        var sql = "DELETE FROM %1$s WHERE %2$s AND id IN (SELECT id FROM %1$s WHERE %2$s ORDER BY id LIMIT ?)"
                .formatted(table, condition);
        var twice = Stream.of(parameters, parameters, new Object[] {limit}).flatMap(Stream::of);
        return update(sql, twice.toArray());
    }

    <T> List<T> list(String sql, Row<T> row, @Nullable Object... parameters) {
        try (var statement = prepare(sql, parameters);
                var results = statement.executeQuery()) {
            var rows = new ArrayList<T>();
            while (results.next()) {
                rows.add(row.read(results));
            }
            return rows;
        } catch (SQLException e) {
            throw new Failure(e);
        }
    }

    <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... parameters) {
        return list(sql, row, parameters).stream().findFirst();
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        return row.getObject(column) == null ? null : instant(row, column);
    }

    private PreparedStatement prepare(String sql, @Nullable Object[] parameters) throws SQLException {
        var statement = Database.inTime(connection).prepareStatement(sql);
        for (var i = 0; i < parameters.length; i++) {
            set(statement, i + 1, parameters[i]);
        }
        return statement;
    }

    private static void set(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(index, Types.NULL);
            case Instant instant -> statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
            default -> statement.setObject(index, value);
        }
    }
}
