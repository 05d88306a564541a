package io.gatehouse.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningCloudTest {
    private static final Map<String, String> EVENT = Map.of("action", "show");

    private HttpServer server;
    private RunningCloud cloud;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        cloud = new RunningCloud(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void aFunctionAnswers() {
        server.createContext("/2015-03-31/functions/KeysFunction/invocations", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getRequestBody().transferTo(exchange.getResponseBody());
            exchange.close();
        });

        assertThat(cloud.invoke("KeysFunction", EVENT)).hasToString("{\"action\":\"show\"}");
    }

    @Test
    void aFunctionFailsWithItsMessage() {
        server.createContext("/2015-03-31/functions/KeysFunction/invocations", exchange -> {
            exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody()
                    .write("{\"errorMessage\":\"A rotation is under way.\"}".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });

        assertThatThrownBy(() -> cloud.invoke("KeysFunction", EVENT))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("A rotation is under way.");
    }

    @Test
    void anUnknownFunctionIsRefused() {
        assertThatThrownBy(() -> cloud.invoke("NoFunction", EVENT))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("status 404");
    }

    @Test
    void aCloudThatWasKilledDoesNotRun(@TempDir Path data) throws IOException {
        assertThat(RunningCloud.on(data)).isEmpty();

        Files.createFile(data.resolve("lock"));
        Files.writeString(data.resolve("cloud.json"), "{\"console\":\"%s\"}".formatted(cloud.lambda()));

        assertThat(RunningCloud.on(data)).isEmpty();
    }
}
