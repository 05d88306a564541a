package io.gatehouse.localcloud.services;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** TCP ports of the loopback interface. */
public final class LoopbackPorts {
    /** Below the range that systems give to outgoing connections, so that they stay free. */
    private static final int FIRST = 20_000;

    private static final int COUNT = 12_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private LoopbackPorts() {}

    /** A free port, and never the same one twice in a row. */
    public static int free() {
        return IntStream.generate(() -> FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT))
                .limit(COUNT)
                .filter(LoopbackPorts::isFree)
                .findFirst()
                .orElseThrow(() ->
                        new LocalCloudException("No port between %s and %s is free.".formatted(FIRST, FIRST + COUNT)));
    }

    /** The port itself if it is free, or any free one for 0. */
    public static int free(int port, String option) {
        if (port == 0) {
            return free();
        }
        if (isFree(port)) {
            return port;
        }
        throw new LocalCloudException(
                "Port %s is taken: stop what uses it, or choose another with %s.".formatted(port, option));
    }

    private static boolean isFree(int port) {
        return isFree(port, LocalServer.HOST) && (!LocalServer.HAS_IPV6 || isFree(port, LocalServer.IPV6_HOST));
    }

    private static boolean isFree(int port, String host) {
        try (var socket = new ServerSocket(port, 1, InetAddress.ofLiteral(host))) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
