package io.gatehouse.adapters.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;

/** The connections to PostgreSQL of one execution environment. */
public final class Database {
    private static final long CONNECT_MILLIS = 2_000;
    private static final long VALIDATE_MILLIS = 500;
    /** A statement that has not answered by now will not; in seconds. */
    private static final String SOCKET_SECONDS = "2";

    private Database() {}

    /**
     * A pool that opens a connection when one is first asked for, and not before: creating it touches no network.
     *
     * @param url {@code postgresql://user[:password]@host:port/name[?parameters]}
     * @param concurrency how many requests may ask at once
     */
    public static HikariDataSource pool(URI url, int concurrency) {
        var config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl(url));
        credentials(config, url);
        config.setMaximumPoolSize(Math.clamp(concurrency, 1, 10));
        config.setMinimumIdle(0);
        config.setAutoCommit(false);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setValidationTimeout(VALIDATE_MILLIS);
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("connectTimeout", SOCKET_SECONDS);
        config.addDataSourceProperty("socketTimeout", SOCKET_SECONDS);
        config.addDataSourceProperty("ApplicationName", "gatehouse");
        return new HikariDataSource(config);
    }

    private static String jdbcUrl(URI url) {
        var query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getRawPath() + query;
    }

    private static void credentials(HikariConfig config, URI url) {
        if (url.getUserInfo() == null) {
            return;
        }
        var userAndPassword = url.getUserInfo().split(":", 2);
        config.setUsername(userAndPassword[0]);
        if (userAndPassword.length == 2) {
            config.setPassword(userAndPassword[1]);
        }
    }
}
