package io.gatehouse.localcloud.services.store;

import io.gatehouse.localcloud.services.Folders;
import io.gatehouse.localcloud.services.LocalServer;
import io.gatehouse.localcloud.services.LoopbackPorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A real Redis in cluster mode with all slots on this one node, as ElastiCache Serverless looks to a client: a command
 * across slots fails here too. It keeps nothing on disk. With a {@link Bridge} it wants the password everywhere.
 */
public final class RedisServer extends StoreServer {
    private final int busPort = LoopbackPorts.free();

    /** The node that this one replaces, see {@link #nodes}. */
    private final String phantom = nodeId();

    private RedisServer(Path folder, boolean temporary, Optional<Bridge> bridge) {
        super("redis", "TERM", folder, temporary, bridge);
    }

    /** Starts on a free port; {@code folder}, which is made if need be, takes its log. */
    public static RedisServer start(Path folder) {
        return start(folder, Optional.empty());
    }

    /** As {@link #start(Path)}, and on a bridge as well. */
    public static RedisServer start(Path folder, Optional<Bridge> bridge) {
        return started(new RedisServer(Folders.create(folder), false, bridge));
    }

    /** Starts on a free port with a folder that is deleted when the server is closed. */
    public static RedisServer temporary() {
        return started(new RedisServer(Folders.temporary("redis"), true, Optional.empty()));
    }

    @Override
    void start() {
        write("nodes.conf", nodes());
        write("redis.conf", configuration());
        var program = Binaries.redis();
        launch(List.of(program.toString(), folder.resolve("redis.conf").toString()), program);
    }

    private String configuration() {
        return """
                bind 127.0.0.1 %1$s
                port %2$s
                cluster-port %3$s
                cluster-enabled yes
                cluster-config-file nodes.conf
                cluster-announce-ip %4$s
                dir "%5$s"
                save ""
                appendonly no
                %6$s
                """.formatted(
                        bridge.map(Bridge::address).orElse(""),
                        port,
                        busPort,
                        bridge.map(Bridge::address).orElse(LocalServer.HOST),
                        folder,
                        bridge.map(at -> "requirepass " + at.password()).orElse(""));
    }

    /** Starts as a replica of a node that does not exist, for a master would refuse writes for two seconds. */
    private String nodes() {
        return """
                %s 127.0.0.1:1@2 master - 0 0 1 connected 0-16383
                %s 127.0.0.1:%s@%s myself,slave %s 0 0 1 connected
                vars currentEpoch 1 lastVoteEpoch 0
                """.formatted(phantom, nodeId(), port, busPort, phantom);
    }

    private static String nodeId() {
        var id = new byte[20];
        RandomGenerator.getDefault().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    @Override
    boolean isReady() {
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
        return "redis://%s:%s".formatted(LocalServer.HOST, port);
    }
}
