package io.gatehouse.localcloud.cloud;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;

/** HTTP servers on this machine's own interface. */
final class Server {
    static final String HOST = "127.0.0.1";

    private Server() {}

    /**
     * The port itself if it is free, or any free one for 0.
     *
     * @throws CloudException if it is taken
     */
    static int freePort(int port, String option) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new CloudException(
                    "Port %d is taken: stop what uses it, or choose another with %s.".formatted(port, option));
        }
    }

    static WebServer start(int port, HttpRouting.Builder routing) {
        return WebServer.builder()
                .host(HOST)
                .port(port)
                .routing(routing)
                .shutdownHook(false)
                .shutdownGracePeriod(Duration.ofSeconds(1))
                .build()
                .start();
    }
}
