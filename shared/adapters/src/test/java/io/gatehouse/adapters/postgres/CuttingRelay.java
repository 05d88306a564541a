package io.gatehouse.adapters.postgres;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** Passes connections on to a port of this machine, and breaks the first one that sends a text off at that text. */
final class CuttingRelay implements AutoCloseable {
    private final int target;
    private final String text;
    private final AtomicBoolean cut = new AtomicBoolean();
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    CuttingRelay(int target, String text) throws IOException {
        this.target = target;
        this.text = text;
        threads.submit(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private Void accept() throws IOException {
        while (true) {
            var client = server.accept();
            var database = new Socket(InetAddress.getLoopbackAddress(), target);
            threads.submit(() -> pass(client, database));
            threads.submit(() -> pass(database, client));
        }
    }

    private Void pass(Socket from, Socket to) throws IOException {
        var buffer = new byte[8192];
        try (from;
                to) {
            for (var read = 0; (read = from.getInputStream().read(buffer)) >= 0; ) {
                if (new String(buffer, 0, read, ISO_8859_1).contains(text) && cut.compareAndSet(false, true)) {
                    return null;
                }
                to.getOutputStream().write(buffer, 0, read);
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
