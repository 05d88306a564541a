package io.gatehouse.localcloud.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

@Isolated("It looks at the standard streams.")
class LocalServerTest {

    @BeforeAll
    static void logAsTheProgramDoes() {
        LoggerFactory.getILoggerFactory(); // or it says, later, that it was started by several threads at once
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    @Test
    void aPortThatIsTakenMeanwhileIsToldInOneLine() throws Exception {
        var standardError = System.err;
        var printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> LocalServer.start(taken.getLocalPort(), routing -> {}))
                    .isInstanceOf(PortException.class)
                    .hasMessage("Port %d was taken while the local cloud started: try again."
                            .formatted(taken.getLocalPort()));
        } finally {
            System.setErr(standardError);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aFreePortIsServed() {
        var server = LocalServer.start(0, routing -> {});
        try {
            assertThat(server.port()).isPositive();
            assertThatThrownBy(() -> LocalServer.freePort(server.port(), "--port"))
                    .hasMessage("Port %d is taken: stop what uses it, or choose another with --port."
                            .formatted(server.port()));
        } finally {
            server.stop();
        }
    }
}
