package io.gatehouse.localcloud.server;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.function.Consumer;

/** HTTP servers on this machine's own interface. */
public final class LocalServer {
    public static final String HOST = "127.0.0.1";

    private LocalServer() {}

    /**
     * The port itself if it is free, or any free one for 0.
     *
     * @param option what chooses the port on the command line
     * @throws PortException if it is taken
     */
    public static int freePort(int port, String option) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new PortException(
                    "Port %d is taken: stop what uses it, or choose another with %s.".formatted(port, option));
        }
    }

    /**
     * Serves from now on, to be stopped by the caller.
     *
     * @param port 0 for any free one
     * @throws PortException if it has been taken
     */
    public static WebServer start(int port, Consumer<HttpRouting.Builder> routing) {
        var server = WebServer.builder()
                .host(HOST)
                .port(port)
                .routing(routing)
                .shutdownHook(false)
                .shutdownGracePeriod(Duration.ofSeconds(1))
                .build()
                .start();
        if (!server.isRunning()) { // Helidon has only logged why
            throw new PortException("Port %d was taken while the local cloud started: try again.".formatted(port));
        }
        return server;
    }
}
