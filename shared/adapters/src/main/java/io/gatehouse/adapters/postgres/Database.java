package io.gatehouse.adapters.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.pool.HikariPool;
import io.gatehouse.domain.basics.TimeBudget;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/** The connections to PostgreSQL of one execution environment. Waits no longer than the time budget allows. */
public final class Database {
    private static final String NAME = "database";
    private static final Duration CONNECTING = Duration.ofSeconds(2);
    /** A statement that has not answered by now will not. */
    private static final Duration ANSWERING = Duration.ofSeconds(2);

    private static final Duration VALIDATING = Duration.ofMillis(250);
    private static final Duration IDLE = Duration.ofMinutes(10);
    private static final String FEATURE_NOT_SUPPORTED = "0A000";

    private final HikariConfig config;
    /** The pool itself and not its data source, which does not let each caller say how long it waits. */
    private volatile HikariPool pool;

    private Database(HikariConfig config) {
        this.config = config;
        this.pool = new HikariPool(config);
    }

    /**
     * Opens a connection when one is first asked for, and not before: creating it touches no network.
     *
     * @param url {@code postgresql://user[:password]@host:port/name[?parameters]}
     * @param concurrency how many requests may ask at once
     */
    public static Database at(URI url, int concurrency) {
        return at(url, concurrency, IDLE);
    }

    /** @param idle how long an unused connection is kept */
    public static Database at(URI url, int concurrency, Duration idle) {
        var source = source(url);
        source.setConnectTimeout(Math.toIntExact(CONNECTING.toSeconds()));
        source.setSocketTimeout(Math.toIntExact(ANSWERING.toSeconds()));
        var config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(Math.clamp(concurrency, 1, 10));
        config.setMinimumIdle(0);
        config.setIdleTimeout(idle.toMillis());
        config.setAutoCommit(false);
        config.setConnectionTimeout(CONNECTING.toMillis());
        config.setValidationTimeout(VALIDATING.toMillis());
        config.setInitializationFailTimeout(-1);
        config.validate();
        return new Database(config);
    }

    /** A connection without auto-commit, to be closed. */
    Connection connect() throws SQLException {
        var current = pool;
        try {
            return current.getConnection(TimeBudget.millisFor(NAME, CONNECTING));
        } catch (SQLException e) {
            if (isLost(e)) {
                renew(current);
            }
            throw e;
        }
    }

    /**
     * HikariCP asks its first connection for the default isolation level. If that connection breaks just then, the pool
     * sets level -1 ever after, which the driver refuses as a feature not supported: it never has a connection again.
     */
    private static boolean isLost(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e && FEATURE_NOT_SUPPORTED.equals(e.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private synchronized void renew(HikariPool lost) {
        if (pool == lost) {
            pool = new HikariPool(config);
            try {
                lost.shutdown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The connection, which does what it is told next in time or not at all. */
    static Connection inTime(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(TimeBudget.millisFor(NAME, ANSWERING)));
        return connection;
    }

    /** Connections without a pool and without time limits, for long work. */
    static PGSimpleDataSource source(URI url) {
        var query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        var source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getRawPath() + query);
        source.setApplicationName("gatehouse");
        source.setLogServerErrorDetail(false); // it quotes rows, and rows have addresses in them
        if (url.getUserInfo() != null) {
            var userAndPassword = url.getUserInfo().split(":", 2);
            source.setUser(userAndPassword[0]);
            source.setPassword(userAndPassword.length == 2 ? userAndPassword[1] : null);
        }
        return source;
    }
}
