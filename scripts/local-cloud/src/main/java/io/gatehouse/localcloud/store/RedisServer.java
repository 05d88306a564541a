package io.gatehouse.localcloud.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A real Redis on 127.0.0.1 in cluster mode with all 16,384 slots on this one node, as ElastiCache Serverless looks to
 * a client: a command across slots fails here as it does there.
 *
 * <p>A cache: it keeps nothing on disk, so a restart empties it.
 */
public final class RedisServer implements AutoCloseable {
    public static final String HOST = "127.0.0.1";

    private final Path folder;
    private final boolean temporary;
    private final int port = Ports.free();
    private final int busPort = Ports.free();
    private final ServerProcess process;

    private RedisServer(Path folder, boolean temporary) {
        this.folder = folder;
        this.temporary = temporary;
        this.process = new ServerProcess("redis", folder, "TERM");
    }

    /**
     * Starts on a free port; {@code folder}, which is made if need be, takes its log.
     *
     * @throws StoreException if it does not start, or a living process uses the folder
     */
    public static RedisServer start(Path folder) {
        return new RedisServer(Folders.create(folder), false).start();
    }

    /** Starts on a free port with a folder that is deleted when the server is closed. */
    public static RedisServer temporary() {
        return new RedisServer(Folders.temporary("redis"), true).start();
    }

    private RedisServer start() {
        var phantom = nodeId();
        writeNodes(phantom);
        var program = Binaries.redis();
        process.start(command(program), program, () -> takeOver(phantom));
        return this;
    }

    private List<String> command(Path program) {
        return List.of(
                program.toString(),
                "--bind",
                HOST,
                "--port",
                Integer.toString(port),
                "--cluster-port",
                Integer.toString(busPort),
                "--cluster-enabled",
                "yes",
                "--cluster-config-file",
                "nodes.conf",
                "--cluster-announce-ip",
                HOST,
                "--dir",
                folder.toString(),
                "--save",
                "",
                "--appendonly",
                "no");
    }

    /**
     * A master that starts in cluster mode refuses writes for two seconds, in case the cluster has changed without it.
     * A replica does not wait: so this node starts as the replica of a node that does not exist, and takes its slots
     * over.
     */
    private void writeNodes(String phantom) {
        try {
            Files.writeString(folder.resolve("nodes.conf"), """
                    %s 127.0.0.1:1@2 master - 0 0 1 connected 0-16383
                    %s 127.0.0.1:%d@%d myself,slave %s 0 0 1 connected
                    vars currentEpoch 1 lastVoteEpoch 0
                    """.formatted(phantom, nodeId(), port, busPort, phantom));
        } catch (IOException e) {
            throw new StoreException("Redis's folder %s cannot be written: %s".formatted(folder, e), e);
        }
    }

    private static String nodeId() {
        var id = new byte[20];
        RandomGenerator.getDefault().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    private boolean takeOver(String phantom) {
        return ask("CLUSTER FAILOVER TAKEOVER").equals("+OK")
                && ask("CLUSTER FORGET " + phantom).equals("+OK");
    }

    /** The first line of the answer to a command; empty while nothing answers. */
    private String ask(String command) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            socket.setSoTimeout(1000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            var line = answer.readLine();
            return line == null ? "" : line;
        } catch (IOException notYetThere) {
            return "";
        }
    }

    /** {@code redis://127.0.0.1:port}. */
    public String uri() {
        return "redis://%s:%d".formatted(HOST, port);
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** Stops it; {@link #restart()} brings it back. */
    public void stop() {
        process.stop();
    }

    /** Ends it as a crash would (SIGKILL); {@link #restart()} brings it back. */
    public void kill() {
        process.kill();
    }

    /** Stops it if need be and starts it on the same port, empty. */
    public void restart() {
        process.stop();
        start();
    }

    /** Freezes it: connections stay open and nothing answers until {@link #resume()}. */
    public void suspend() {
        process.signal("STOP");
    }

    public void resume() {
        process.signal("CONT");
    }

    @Override
    public void close() {
        process.stop();
        if (temporary) {
            Folders.delete(folder);
        }
    }
}
