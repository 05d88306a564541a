package io.gatehouse.localcloud.services;

import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.DirectHandler.TransportResponse;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;

/** HTTP servers on the loopback interface, by IPv4 and, if there is any, by IPv6. */
public final class LocalServer {
    public static final String HOST = "127.0.0.1";

    static final String IPV6_HOST = "::1";
    static final boolean HAS_IPV6 = hasIpv6();

    /** As API Gateway answers what does not reach a route: a path that is malformed, or too long. */
    private static final DirectHandler REFUSAL =
            (request, type, status, headers, message) -> TransportResponse.builder()
                    .status(status)
                    .headers(headers)
                    .header(HeaderNames.CONTENT_TYPE, "application/json")
                    .keepAlive(type.keepAlive())
                    .entity("{\"message\":\"%s\"}".formatted(status.reasonPhrase()))
                    .build();

    private LocalServer() {}

    private static boolean hasIpv6() {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.ofLiteral(IPV6_HOST)) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    /** Serves until the caller stops it; port 0 is any free one, by IPv4 only. */
    public static WebServer start(int port, Consumer<HttpRouting.Builder> routing) {
        var builder = builder(HOST, port, routing);
        if (HAS_IPV6 && port != 0) {
            builder.putSocket(
                            IPV6_HOST,
                            socket -> socket.host(IPV6_HOST).port(port).directHandlers(refusals()))
                    .routing(IPV6_HOST, routing);
        }
        return start(builder, port);
    }

    /** Serves from now on at another address of this machine, to be stopped by the caller. */
    public static WebServer startAt(String address, int port, Consumer<HttpRouting.Builder> routing) {
        return start(builder(address, port, routing), port);
    }

    private static WebServerConfig.Builder builder(String host, int port, Consumer<HttpRouting.Builder> routing) {
        return WebServer.builder()
                .host(host)
                .port(port)
                .routing(routing)
                .directHandlers(refusals())
                .shutdownHook(false)
                .shutdownGracePeriod(Duration.ofSeconds(1));
    }

    private static WebServer start(WebServerConfig.Builder builder, int port) {
        var server = builder.build().start();
        if (!server.isRunning()) { // Helidon has only logged why
            throw new LocalCloudException(
                    "Port %s was taken while the local cloud started: try again.".formatted(port));
        }
        return server;
    }

    public static void sendJson(ServerResponse response, Object value) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json").send(JsonCodec.bytes(value));
    }

    private static DirectHandlers refusals() {
        var handlers = DirectHandlers.builder();
        Arrays.stream(EventType.values()).forEach(type -> handlers.addHandler(type, REFUSAL));
        return handlers.build();
    }
}
