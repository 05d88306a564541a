package io.gatehouse.localcloud.services.store;

import io.gatehouse.localcloud.services.LocalCloudException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** TCP ports below the range that systems give to outgoing connections, so that they stay free. */
final class Ports {
    private static final int FIRST = 20_000;
    private static final int COUNT = 12_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private Ports() {}

    /** A free port, and never the same one twice in a row. */
    static int free() {
        return IntStream.generate(() -> FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT))
                .limit(COUNT)
                .filter(Ports::isFree)
                .findFirst()
                .orElseThrow(() ->
                        new LocalCloudException("No port between %s and %s is free.".formatted(FIRST, FIRST + COUNT)));
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
