package io.gatehouse.localcloud.services.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServerTest {
    @TempDir
    Path folder;

    @Test
    void oneNodeServesEverySlotFromTheStart() throws Exception {
        try (var server = RedisServer.start(folder)) {
            assertThat(ask(server, "SET user:1 a")).isEqualTo("+OK");
            assertThat(ask(server, "SET user:2 b")).isEqualTo("+OK");
            assertThat(ask(server, "CLUSTER COUNTKEYSINSLOT 0")).isEqualTo(":0");
        }
    }

    @Test
    void aCommandAcrossSlotsFailsAsOnServerless() throws Exception {
        try (var server = RedisServer.temporary()) {
            assertThat(ask(server, "MGET user:1 user:2")).startsWith("-CROSSSLOT");
        }
    }

    @Test
    void restartsOnItsPortAfterAKillAndAStop() throws Exception {
        try (var server = RedisServer.start(folder)) {
            var port = server.port();
            server.kill();
            assertThatThrownBy(() -> ask(server, "PING")).isInstanceOf(IOException.class);
            server.restart();
            assertThat(ask(server, "SET a b")).isEqualTo("+OK");
            server.stop();
            server.restart();
            assertThat(ask(server, "GET a")).isEqualTo("$-1");
            assertThat(server.port()).isEqualTo(port);
        }
        try (var server = RedisServer.start(folder)) {
            assertThat(ask(server, "SET a b")).isEqualTo("+OK");
        }
    }

    @Test
    void aSuspendedServerDoesNotAnswer() throws Exception {
        try (var server = RedisServer.temporary()) {
            server.suspend();
            assertThatThrownBy(() -> ask(server, "PING")).isInstanceOf(SocketTimeoutException.class);
            server.resume();
            assertThat(ask(server, "PING")).isEqualTo("+PONG");
            server.suspend();
        }
    }

    private static String ask(RedisServer server, String command) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(500);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }
}
