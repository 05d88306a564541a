package io.gatehouse.localcloud.services.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.localcloud.services.LocalCloudException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {
    @TempDir
    Path folder;

    @Test
    void committedRowsSurviveAStopAndAKill() throws Exception {
        try (var server = PostgresServer.start(folder)) {
            commitBeforeAndAfterAKill(server);
        }
        try (var server = PostgresServer.start(folder)) {
            server.createDatabase("app");
            assertThat(query(server, "SELECT string_agg(text, ',' ORDER BY text) FROM note"))
                    .isEqualTo("first,second");
        }
    }

    @Test
    void committedRowsOfATemporaryServerSurviveAStopAndAKill() throws Exception {
        try (var server = PostgresServer.temporary()) {
            commitBeforeAndAfterAKill(server);
            server.restart();
            assertThat(query(server, "SELECT string_agg(text, ',' ORDER BY text) FROM note"))
                    .isEqualTo("first,second");
        }
    }

    @Test
    void waitsForTheDiskAndListensOnLoopbackOnly() throws Exception {
        try (var server = PostgresServer.start(folder)) {
            server.createDatabase("app");
            assertThat(query(server, "SHOW fsync")).isEqualTo("on");
            assertThat(query(server, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(server, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(query(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(server, "SHOW server_encoding")).isEqualTo("UTF8");
        }
    }

    @Test
    void aFolderInUseIsRefused() {
        try (var server = PostgresServer.start(folder)) {
            assertThat(server.pid()).isPositive();
            assertThatThrownBy(() -> PostgresServer.start(folder))
                    .isInstanceOf(LocalCloudException.class)
                    .hasMessageContaining("is in use by process");
        }
    }

    private static void commitBeforeAndAfterAKill(PostgresServer server) throws SQLException {
        server.createDatabase("app");
        execute(server, "CREATE TABLE note (text text)");
        execute(server, "INSERT INTO note VALUES ('first')");
        server.kill();
        server.restart();
        execute(server, "INSERT INTO note VALUES ('second')");
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(server.jdbcUrl("app"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(PostgresServer server, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(server.jdbcUrl("app"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
