package io.gatehouse.localcloud.services.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.localcloud.services.JsonCodec;
import io.gatehouse.localcloud.services.LocalServer;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The endpoint of SES v2 and Secrets Manager on 127.0.0.1. Signatures are not checked. */
public final class AwsServer implements AutoCloseable {
    private final WebServer server;
    private final Optional<WebServer> elsewhere;

    private AwsServer(Consumer<HttpRouting.Builder> routing, Optional<String> address) {
        this.server = LocalServer.start(0, routing);
        this.elsewhere = address.map(at -> LocalServer.startAt(at, server.port(), routing));
    }

    /** Starts on a free port. */
    public static AwsServer start(Ses ses, Secrets secrets) {
        return start(ses, secrets, Optional.empty());
    }

    /** Starts on a free port, the same at another address of this machine. */
    public static AwsServer start(Ses ses, Secrets secrets, Optional<String> address) {
        return new AwsServer(
                routing -> routing.register(ses)
                        .register(new SecretsManager(secrets))
                        .error(AwsError.class, (request, response, error) -> answer(response, error)),
                address);
    }

    /** {@code http://127.0.0.1:port}. */
    public String endpoint() {
        return "http://" + LocalServer.HOST + ":" + server.port();
    }

    @Override
    public void close() {
        elsewhere.ifPresent(WebServer::stop);
        server.stop();
    }

    private static void answer(ServerResponse response, AwsError error) {
        response.status(error.status()).header("x-amzn-ErrorType", error.code());
        send(response, Map.of("__type", error.code(), "message", String.valueOf(error.getMessage())));
    }

    static JsonNode body(ServerRequest request) {
        try {
            return JsonCodec.read(request.content().as(byte[].class));
        } catch (UncheckedIOException e) {
            throw new AwsError(400, "SerializationException", "The body is not JSON: " + e.getMessage());
        }
    }

    static void send(ServerResponse response, Object answer) {
        response.header(HeaderNames.CONTENT_TYPE, "application/x-amz-json-1.1").send(JsonCodec.bytes(answer));
    }
}
