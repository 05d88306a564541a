package io.gatehouse.localcloud.services.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another address of the loopback interface, which Linux alone has, stands for Docker's. */
@EnabledOnOs(OS.LINUX)
@Tag("tools")
class BridgeTest {
    private static final Bridge BRIDGE = new Bridge("127.0.0.2", "open5esame");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "postgresql://owner@127.0.0.1:5432/shop, postgresql://owner:open5esame@127.0.0.1:5432/shop",
        "redis://127.0.0.1:6379, redis://:open5esame@127.0.0.1:6379",
        "rediss://user:own@cache:6379, rediss://user:own@cache:6379",
        "http://127.0.0.1:9324/0/mails, http://127.0.0.1:9324/0/mails",
        "no-reply@shop.example, no-reply@shop.example"
    })
    void thePasswordIsPutIntoTheUrlsOfStores(String value, String authenticated) {
        assertThat(BRIDGE.authenticated(value)).isEqualTo(authenticated);
    }

    @Test
    void containersUseAnotherNameForThisMachine() {
        assertThat(BRIDGE.asSeenByContainers("http://127.0.0.1:9324/0/mails"))
                .isEqualTo("http://host.docker.internal:9324/0/mails");
    }

    @Test
    void postgresAsksForThePasswordOnTheBridge() throws SQLException {
        try (var server = PostgresServer.start(folder, Optional.of(BRIDGE))) {
            try (var connection = DriverManager.getConnection(server.jdbcUrl(PostgresServer.USER));
                    var statement = connection.createStatement()) {
                statement.execute("CREATE ROLE owner LOGIN PASSWORD 'open5esame'");
            }

            try (var connection = fromBridge(server, "owner", "open5esame")) {
                assertThat(connection.isValid(1)).isTrue();
            }
            assertThatThrownBy(() -> fromBridge(server, "owner", "guess")).hasMessageContaining("password");
            assertThatThrownBy(() -> fromBridge(server, PostgresServer.USER, "open5esame"))
                    .hasMessageContaining("password");
        }
    }

    private static Connection fromBridge(PostgresServer server, String user, String password) throws SQLException {
        var url = "jdbc:postgresql://%s:%s/postgres?localSocketAddress=%1$s".formatted(BRIDGE.address(), server.port());
        return DriverManager.getConnection(url, user, password);
    }

    @Test
    void redisAsksForThePassword() throws IOException {
        try (var server = RedisServer.start(folder, Optional.of(BRIDGE))) {
            assertThat(ask(server, "GET key")).singleElement().asString().startsWith("-NOAUTH");
            assertThat(ask(server, "AUTH open5esame", "SET key value")).containsExactly("+OK", "+OK");
        }
    }

    private static List<String> ask(RedisServer server, String... commands) throws IOException {
        try (var socket = new Socket(InetAddress.ofLiteral(BRIDGE.address()), server.port())) {
            socket.setSoTimeout(2000);
            var text = String.join("\r\n", commands) + "\r\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            var answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return answers.lines().limit(commands.length).toList();
        }
    }

    @Test
    void aQueueIsReachableOnTheBridge() throws Exception {
        var onBridge = "http://" + BRIDGE.address() + ":";
        try (var server = SqsServer.start(folder, List.of(QueueDefinition.of("mails")), Optional.of(BRIDGE));
                var here = new SqsClient(server.endpoint());
                var there = new SqsClient(server.endpoint().replaceFirst("http://.*:", onBridge))) {
            var queue = server.queueUrl("mails");
            here.call("SendMessage", Map.of("QueueUrl", queue, "MessageBody", "hello"));

            var received = there.call("ReceiveMessage", Map.of("QueueUrl", queue));

            assertThat(received.at("/Messages/0/Body").asText()).isEqualTo("hello");
        }
    }
}
