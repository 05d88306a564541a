package io.gatehouse.acceptance.harness;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The {@code sam local} commands on the bundles that the build has made, against the stores of a {@link LocalCloud}.
 */
public final class Sam implements AutoCloseable {
    private static final String IMAGE = "public.ecr.aws/lambda/java:25-x86_64";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Optional<String> PROGRAM = Stream.of(
                    Checkout.ROOT.resolve("target/sam-cli/bin/sam").toString(), "sam")
            .filter(program -> Shell.succeeds(program, "--version"))
            .findFirst();

    private final int port;
    private final Process process;

    private Sam(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /** Has the tests skipped where there is no sam, or no Docker engine for it. */
    public static void assumeThere() {
        Docker.assumeImage(IMAGE);
        assumeTrue(PROGRAM.isPresent(), "there is no sam command");
    }

    /** {@code sam local start-api} on another template, whose functions need no stores. */
    public static Sam startApi(Path template, Path log) {
        return start("start-api", log, "--template", template.toString(), "--warm-containers", "LAZY");
    }

    /** {@code sam local invoke} with an event of {@code events/}. */
    public static Shell.Result invoke(String function, String event, Path envVars) {
        var command = command("invoke", function, "--event", "events/" + event + ".json");
        return Shell.run(Stream.concat(command, gatehouse(envVars)).toArray(String[]::new));
    }

    /**
     * {@code sam local start-lambda}, once it listens.
     *
     * @param log takes what it says
     */
    public static Sam startLambda(Path envVars, Path log) {
        return start("start-lambda", log, gatehouse(envVars).toArray(String[]::new));
    }

    private static Sam start(String server, Path log, String... options) {
        try {
            var port = freePort();
            var command = Stream.concat(command(server, "--port", Integer.toString(port)), Stream.of(options));
            var process = new ProcessBuilder(command.toList())
                    .directory(Checkout.ROOT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            var sam = new Sam(port, process);
            await("sam local " + server + ", see " + log).atMost(START).until(sam::listens);
            return sam;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> command(String... words) {
        return Stream.concat(
                Stream.of(PROGRAM.orElseThrow(), "local"),
                Stream.concat(Stream.of(words), Stream.of("--skip-pull-image")));
    }

    private static Stream<String> gatehouse(Path envVars) {
        return Stream.of("--template", "template.yaml", "--env-vars", envVars.toString());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean listens() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    public URI url() {
        return URI.create("http://localhost:" + port);
    }

    /** Ends it, and its containers with it. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
