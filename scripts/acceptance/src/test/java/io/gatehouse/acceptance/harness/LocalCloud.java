package io.gatehouse.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;

/** A {@code scripts/dev} process with data of its own, which lives as long as the tests that need it. */
public final class LocalCloud implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(20);

    private final Map<String, String> environment;
    private final List<String> command;
    private final Path data;
    private final Path log;
    private Process process;
    private JsonNode description;

    private LocalCloud(Path script, Map<String, String> environment, List<String> options) {
        this.environment = environment;
        var name = "cloud " + UUID.randomUUID();
        data = Path.of("target", name).toAbsolutePath();
        log = Path.of("target", name + ".log").toAbsolutePath();
        command = new ArrayList<>(List.of(script.toString(), "--no-build"));
        command.addAll(List.of("--port", "0", "--console-port", "0", "--data", data.toString()));
        command.addAll(options);
        launch();
    }

    /**
     * Starts one by {@code scripts/dev} with these options, and waits until it is ready. Its log is kept in
     * {@code target/}.
     */
    public static LocalCloud start(List<String> options) {
        return new LocalCloud(Checkout.ROOT.resolve("scripts/dev"), Map.of(), options);
    }

    /** One that another name of {@code scripts/dev} starts, with these environment variables besides the usual ones. */
    public static LocalCloud startBy(Path script, Map<String, String> environment) {
        return new LocalCloud(script, environment, List.of());
    }

    /** One whose stores containers reach, as {@code envVars} tells {@code sam local}. */
    public static LocalCloud startForContainers(Path envVars) {
        return start(List.of("--containers=" + envVars.toAbsolutePath()));
    }

    /** The HTTP API's address. */
    public URI api() {
        return URI.create(description.path("api").asString());
    }

    /** The console's address. */
    public URI console() {
        return URI.create(description.path("console").asString());
    }

    /** Where its data is, for the scripts that look for a running cloud. */
    public Path data() {
        return data;
    }

    /** Where its parts are, as {@code cloud.json} says it. */
    JsonNode description() {
        return description;
    }

    public Server redis() {
        return server("redis");
    }

    public Server postgres() {
        return server("postgres");
    }

    private Server server(String name) {
        return new Server(
                ProcessHandle.of(description.path(name).path("pid").asLong()).orElseThrow());
    }

    /** The processes in which its functions run, if it has such. */
    public List<ProcessHandle> environments() {
        try (var files = Files.newDirectoryStream(data.resolve("environments"), "*.pid")) {
            return StreamSupport.stream(files.spliterator(), false)
                    .map(LocalCloud::read)
                    .map(file -> Checkout.JSON.readTree(file).path("pid").asLong())
                    .flatMap(pid -> ProcessHandle.of(pid).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A queue of the template, by its logical id. */
    public Queue queue(String id) {
        return new Queue(
                URI.create(description.at("/sqs/endpoint").asString()),
                description.path("queues").path(id).asString());
    }

    /** Runs a command of {@code scripts/} on this cloud. */
    public Shell.Result run(String... command) {
        var options = Stream.of("--no-build", "--data", data.toString());
        return Shell.run(Stream.concat(Arrays.stream(command), options).toArray(String[]::new));
    }

    /** A connection to look at its database, or to meddle with it, behind its back; to be closed. */
    public Connection database() throws SQLException {
        var postgres = description.path("postgres");
        var url = "jdbc:postgresql://%s:%s/%s"
                .formatted(
                        postgres.path("host").asString(),
                        postgres.path("port").asInt(),
                        postgres.path("database").asString());
        return DriverManager.getConnection(url, postgres.path("user").asString(), "");
    }

    /** All that it has printed so far. */
    public String log() {
        return read(log);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Kills it as a power cut would. */
    public void crash() {
        var victim = ProcessHandle.of(description.path("pid").asLong()).orElseThrow();
        victim.destroyForcibly();
        await().atMost(STOP).until(() -> !victim.isAlive() && !process.isAlive());
    }

    /** Starts it again on the same data. */
    public void restart() {
        launch();
    }

    /** Ends it as Ctrl-C would, if it has not ended; fails when that takes 20 s. */
    @Override
    public void close() {
        if (!isAlive()) {
            return;
        }
        var family = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        ProcessHandle.of(description.path("pid").asLong()).ifPresent(ProcessHandle::destroy);
        try {
            await("the end of the local cloud")
                    .atMost(STOP)
                    .until(() -> family.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            family.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private void launch() {
        try {
            Files.deleteIfExists(data.resolve("cloud.json"));
            Files.deleteIfExists(log);
            var builder = new ProcessBuilder(command)
                    .directory(Checkout.ROOT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            await("a local cloud")
                    .atMost(START)
                    .pollInterval(100, TimeUnit.MILLISECONDS)
                    .until(this::ready);
        } catch (ConditionTimeoutException e) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            throw new AssertionError("The local cloud did not start in time:\n" + log(), e);
        }
    }

    /** It is ready once it has printed its API's address. */
    private boolean ready() {
        assertThat(process.isAlive()).as(() -> "scripts/dev ended:\n" + log()).isTrue();
        var file = data.resolve("cloud.json");
        if (!Files.exists(file)) {
            return false;
        }
        description = Checkout.JSON.readTree(read(file));
        return log().contains(description.path("api").asString());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
