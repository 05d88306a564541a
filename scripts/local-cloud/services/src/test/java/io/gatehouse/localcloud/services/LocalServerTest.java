package io.gatehouse.localcloud.services;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
    void aPortTakenMeanwhileIsReportedInOneLine() throws Exception {
        var standardError = System.err;
        var printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, UTF_8));
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> LocalServer.start(taken.getLocalPort(), routing -> {}))
                    .isInstanceOf(LocalCloudException.class)
                    .hasMessage("Port %s was taken while the local cloud started: try again."
                            .formatted(taken.getLocalPort()));
        } finally {
            System.setErr(standardError);
        }
        assertThat(printed.toString(UTF_8)).isEmpty();
    }

    @Test
    void aFreePortIsServed() {
        var server = LocalServer.start(0, routing -> {});
        try {
            assertThat(server.port()).isPositive();
            assertThatThrownBy(() -> LoopbackPorts.free(server.port(), "--port"))
                    .hasMessage("Port %s is taken: stop what uses it, or choose another with --port."
                            .formatted(server.port()));
        } finally {
            server.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "[::1]"})
    void localhostIsServedByIpv4AndIpv6(String address) throws Exception {
        assumeThat(NetworkInterface.getByInetAddress(InetAddress.ofLiteral(address.replaceAll("[\\[\\]]", ""))))
                .isNotNull();
        var port = LoopbackPorts.free(0, "--port");
        var server = LocalServer.start(port, routing -> routing.get("/", (request, response) -> response.send("here")));
        try (var http = HttpClient.newHttpClient()) {
            var url = URI.create("http://%s:%s/".formatted(address, port));
            assertThat(http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                            .body())
                    .isEqualTo("here");
        } finally {
            server.stop();
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /%zz, 400, Bad Request
            LONG, 414, Request-URI Too Long
            """)
    void whatReachesNoRouteIsAnsweredAsApiGatewayDoesIt(String path, int status, String message) throws Exception {
        var server = LocalServer.start(0, routing -> {});
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            var request =
                    "GET %s HTTP/1.1\r\nHost: x\r\n\r\n".formatted(path.replace("LONG", "/" + "a".repeat(10_000)));
            socket.getOutputStream().write(request.getBytes(UTF_8));
            var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 %s ".formatted(status))
                    .containsIgnoringCase("content-type: application/json")
                    .endsWith("\r\n\r\n{\"message\":\"%s\"}".formatted(message));
        } finally {
            server.stop();
        }
    }
}
