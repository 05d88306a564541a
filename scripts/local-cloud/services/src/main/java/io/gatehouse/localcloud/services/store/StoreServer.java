package io.gatehouse.localcloud.services.store;

import io.gatehouse.localcloud.services.Folders;
import io.gatehouse.localcloud.services.LocalCloudException;
import io.gatehouse.localcloud.services.LoopbackPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.commons.io.function.Uncheck;
import org.jspecify.annotations.Nullable;

/**
 * A server that runs as a child of this JVM, on a free port of 127.0.0.1, and ends with it. Its output goes to
 * {@code <name>.log} in its folder. Methods may be called from any thread.
 */
public abstract class StoreServer implements AutoCloseable {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

    final Path folder;
    final boolean temporary;
    final Optional<Bridge> bridge;
    final int port = LoopbackPorts.free();
    private final String name;
    private final String stopSignal;
    private final Path log;
    private final PidFile pidFile;
    private final Thread shutdownHook;
    private @Nullable Process process;

    /** @param stopSignal the signal on which this server ends quickly and by itself, for instance {@code TERM} */
    StoreServer(String name, String stopSignal, Path folder, boolean temporary, Optional<Bridge> bridge) {
        this.folder = folder;
        this.temporary = temporary;
        this.bridge = bridge;
        this.name = name;
        this.stopSignal = stopSignal;
        this.log = folder.resolve(name + ".log");
        this.pidFile = new PidFile(folder.resolve(name + ".pid"));
        this.shutdownHook = new Thread(this::stop, "stop-" + name);
    }

    /** Prepares the folder and calls {@link #launch}. */
    abstract void start();

    abstract boolean isReady();

    static <T extends StoreServer> T started(T server) {
        server.start();
        return server;
    }

    final void write(String file, String content) {
        try {
            Files.writeString(folder.resolve(file), content);
        } catch (IOException e) {
            throw new LocalCloudException("The folder %s cannot be written: %s".formatted(folder, e), e);
        }
    }

    /** Stops an orphan of an earlier JVM, then starts the server and waits until it is ready. */
    final synchronized void launch(List<String> command, Path executable) {
        pidFile.orphan().ifPresent(this::stop);
        addShutdownHook();
        try {
            process = program(command, log).start();
        } catch (IOException e) {
            removeShutdownHook();
            throw new LocalCloudException("%s cannot be started: %s".formatted(name, e.getMessage()), e);
        }
        pidFile.write(process.toHandle(), executable);
        awaitReady(process);
    }

    /** A program whose output goes to a file, and which does not depend on this machine's zone and languages. */
    static ProcessBuilder program(List<String> command, Path log) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(Map.of("TZ", "UTC", "LC_ALL", "C"));
        return builder;
    }

    /** Before there is a process: one that is started while the JVM ends would outlive it. */
    private void addShutdownHook() {
        try {
            Runtime.getRuntime().addShutdownHook(shutdownHook);
        } catch (IllegalStateException shuttingDown) {
            throw new LocalCloudException("%s is not started any more.".formatted(name), shuttingDown);
        }
    }

    private void awaitReady(Process started) {
        var deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        try {
            while (!isReady()) {
                if (!started.isAlive() || System.nanoTime() > deadline) {
                    stop();
                    var lines = Files.readAllLines(log);
                    var last = lines.isEmpty() ? "(nothing)" : lines.getLast();
                    throw new LocalCloudException(
                            "%s did not start; its log %s ends with: %s".formatted(name, log, last));
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalCloudException("Interrupted while a server was starting.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public final int port() {
        return port;
    }

    public final synchronized long pid() {
        return running().pid();
    }

    /** Freezes it: connections stay open and nothing answers until {@link #resume()}. */
    public final void suspend() {
        signal("STOP");
    }

    public final void resume() {
        signal("CONT");
    }

    private synchronized void signal(String signal) {
        sendToAll(signal, running().toHandle());
    }

    /** Ends it and its children as a crash would (SIGKILL); {@link #restart()} brings it back. */
    public final synchronized void kill() {
        kill(running().toHandle());
        forget();
    }

    /** Ends it, by force if it needs longer than 3 seconds; {@link #restart()} brings it back. */
    public final synchronized void stop() {
        if (process != null) {
            stop(process.toHandle());
            forget();
        }
    }

    /** Stops it if it runs, and starts it on the same port. */
    public final void restart() {
        stop();
        start();
    }

    /** Stops it within 3 seconds. */
    @Override
    public final void close() {
        stop();
        if (temporary) {
            Folders.delete(folder);
        }
    }

    private void forget() {
        process = null;
        pidFile.delete();
        if (Thread.currentThread() != shutdownHook) {
            removeShutdownHook();
        }
    }

    private void removeShutdownHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException shuttingDown) {
            // The hook finds nothing left to stop.
        }
    }

    private void stop(ProcessHandle server) {
        sendToAll("CONT", server);
        send(stopSignal, server);
        try {
            server.onExit().get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            kill(server);
        } catch (Exception e) {
            throw new LocalCloudException("%s could not be stopped.".formatted(name), e);
        }
    }

    private static void sendToAll(String signal, ProcessHandle server) {
        Stream.concat(Stream.of(server), server.descendants()).forEach(process -> send(signal, process));
    }

    /** PostgreSQL does not start again while a child of the old one lives. */
    static void kill(ProcessHandle server) {
        var family = Stream.concat(Stream.of(server), server.descendants()).toList();
        family.forEach(ProcessHandle::destroyForcibly);
        family.forEach(process -> process.onExit().join());
    }

    private static void send(String signal, ProcessHandle server) {
        var kill = new ProcessBuilder("kill", "-" + signal, Long.toString(server.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Uncheck.get(kill::start).onExit().join();
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException(name + " does not run");
        }
        return process;
    }
}
