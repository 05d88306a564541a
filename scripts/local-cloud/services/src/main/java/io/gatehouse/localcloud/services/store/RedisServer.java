package io.gatehouse.localcloud.services.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A real Redis on 127.0.0.1, and on a {@link Bridge} where there is one, in cluster mode with all 16,384 slots on this
 * one node, as ElastiCache Serverless looks to a client: a command across slots fails here as it does there.
 *
 * <p>A cache: it keeps nothing on disk, so a restart empties it. With a bridge it wants the password on either
 * interface.
 */
public final class RedisServer implements AutoCloseable {
    public static final String HOST = "127.0.0.1";

    private final Path folder;
    private final boolean temporary;
    private final Optional<Bridge> bridge;
    private final int port = Ports.free();
    private final int busPort = Ports.free();
    private final ServerProcess process;

    private RedisServer(Path folder, boolean temporary, Optional<Bridge> bridge) {
        this.folder = folder;
        this.temporary = temporary;
        this.bridge = bridge;
        this.process = new ServerProcess("redis", folder, "TERM");
    }

    /**
     * Starts on a free port; {@code folder}, which is made if need be, takes its log.
     *
     * @throws StoreException if it does not start, or a living process uses the folder
     */
    public static RedisServer start(Path folder) {
        return start(folder, Optional.empty());
    }

    /** As {@link #start(Path)}, and on a bridge as well. */
    public static RedisServer start(Path folder, Optional<Bridge> bridge) {
        return new RedisServer(Folders.create(folder), false, bridge).start();
    }

    /** Starts on a free port with a folder that is deleted when the server is closed. */
    public static RedisServer temporary() {
        return new RedisServer(Folders.temporary("redis"), true, Optional.empty()).start();
    }

    private RedisServer start() {
        var phantom = nodeId();
        write("nodes.conf", nodes(phantom));
        write("redis.conf", bridge.map(at -> "requirepass " + at.password()).orElse(""));
        var program = Binaries.redis();
        process.start(command(program), program, () -> takeOver(phantom));
        return this;
    }

    private List<String> command(Path program) {
        var command = new ArrayList<>(
                List.of(program.toString(), folder.resolve("redis.conf").toString(), "--bind", HOST));
        bridge.ifPresent(at -> command.add(at.address()));
        command.addAll(List.of(
                "--port",
                Integer.toString(port),
                "--cluster-port",
                Integer.toString(busPort),
                "--cluster-enabled",
                "yes",
                "--cluster-config-file",
                "nodes.conf",
                "--cluster-announce-ip",
                bridge.map(Bridge::address).orElse(HOST),
                "--dir",
                folder.toString(),
                "--save",
                "",
                "--appendonly",
                "no"));
        return command;
    }

    /**
     * A master that starts in cluster mode refuses writes for two seconds, in case the cluster has changed without it.
     * A replica does not wait: so this node starts as the replica of a node that does not exist, and takes its slots
     * over.
     */
    private String nodes(String phantom) {
        return """
                %s 127.0.0.1:1@2 master - 0 0 1 connected 0-16383
                %s 127.0.0.1:%d@%d myself,slave %s 0 0 1 connected
                vars currentEpoch 1 lastVoteEpoch 0
                """.formatted(phantom, nodeId(), port, busPort, phantom);
    }

    private void write(String file, String content) {
        try {
            Files.writeString(folder.resolve(file), content);
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
            var commands = bridge.map(at -> "AUTH " + at.password() + "\r\n").orElse("") + command + "\r\n";
            socket.getOutputStream().write(commands.getBytes(StandardCharsets.US_ASCII));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            if (bridge.isPresent()) {
                answer.readLine();
            }
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
