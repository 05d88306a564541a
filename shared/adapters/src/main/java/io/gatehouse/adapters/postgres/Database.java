package io.gatehouse.adapters.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import org.postgresql.ds.PGSimpleDataSource;

/** The connections to PostgreSQL of one execution environment. */
public final class Database {
    private static final long CONNECT_MILLIS = 2_000;
    private static final long VALIDATE_MILLIS = 500;
    /** A statement that has not answered by now will not; in seconds. */
    private static final int SOCKET_SECONDS = 2;

    private Database() {}

    /**
     * A pool that opens a connection when one is first asked for, and not before: creating it touches no network.
     *
     * @param url {@code postgresql://user[:password]@host:port/name[?parameters]}
     * @param concurrency how many requests may ask at once
     */
    public static HikariDataSource pool(URI url, int concurrency) {
        var source = source(url);
        source.setConnectTimeout(SOCKET_SECONDS);
        source.setSocketTimeout(SOCKET_SECONDS);
        var config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(Math.clamp(concurrency, 1, 10));
        config.setMinimumIdle(0);
        config.setAutoCommit(false);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setValidationTimeout(VALIDATE_MILLIS);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
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
