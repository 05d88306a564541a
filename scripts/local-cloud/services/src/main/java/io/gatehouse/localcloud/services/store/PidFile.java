package io.gatehouse.localcloud.services.store;

import io.gatehouse.localcloud.services.LocalCloudException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Remembers the process of a server, so that the next start can stop one that a killed JVM left behind.
 *
 * <p>A recorded id is only believed while a process of that id runs the recorded executable and started when the
 * recorded one did, for the system gives ids to other processes after a while.
 */
public final class PidFile {
    /**
     * The start time of a process is derived from the system's boot time, which moves a little when its clock is set.
     */
    private static final Duration START_TIME_TOLERANCE = Duration.ofSeconds(2);

    private final Path file;

    public PidFile(Path file) {
        this.file = file;
    }

    /**
     * Kills the servers in {@code data} that outlived the JVM that started them, before their folders are deleted.
     *
     * @throws LocalCloudException if a living process uses one
     */
    public static void killOrphans(Path data) {
        try (var files =
                Files.find(data, 2, (file, attributes) -> file.toString().endsWith(".pid"))) {
            files.forEach(file -> new PidFile(file).orphan().ifPresent(StoreServer::kill));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the file holds: the server, the JVM that started it, when, and what it runs. */
    private record Entry(long pid, long owner, Instant started, String executable) {
        static Entry parse(List<String> lines) {
            return new Entry(
                    Long.parseLong(lines.get(0)),
                    Long.parseLong(lines.get(1)),
                    Instant.parse(lines.get(2)),
                    lines.get(3));
        }

        List<String> lines() {
            return List.of(Long.toString(pid), Long.toString(owner), started.toString(), executable);
        }

        /** Some containers do not show even root what a process of another user runs; the start time is told always. */
        boolean is(ProcessHandle process) {
            var info = process.info();
            return info.command().map(executable::equals).orElse(true)
                    && info.startInstant().filter(this::startedAbout).isPresent();
        }

        boolean startedAbout(Instant time) {
            return Duration.between(started, time).abs().compareTo(START_TIME_TOLERANCE) <= 0;
        }

        /** An orphan is given another parent, so no other process can be taken for the owner. */
        boolean ownerLives(ProcessHandle process) {
            return process.parent().filter(parent -> parent.pid() == owner).isPresent();
        }
    }

    /** Records a server that this JVM has just started and that runs {@code executable}. */
    public void write(ProcessHandle process, Path executable) {
        var started = process.info().startInstant().orElseGet(Instant::now);
        var entry = new Entry(process.pid(), ProcessHandle.current().pid(), started, executable.toString());
        try {
            Files.write(file, entry.lines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The server of an earlier JVM that ended without stopping it, if it still runs.
     *
     * @throws LocalCloudException if the JVM that started it still lives: then the folder is in use
     */
    Optional<ProcessHandle> orphan() {
        return read().flatMap(entry -> {
            var process = ProcessHandle.of(entry.pid).filter(entry::is);
            if (process.filter(entry::ownerLives).isPresent()) {
                throw new LocalCloudException(
                        "%s is in use by process %s: stop that one first, or use another data folder."
                                .formatted(file.toAbsolutePath().getParent(), entry.owner));
            }
            return process;
        });
    }

    private Optional<Entry> read() {
        try {
            return Files.exists(file) ? Optional.of(Entry.parse(Files.readAllLines(file))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException cutShort) {
            return Optional.empty();
        }
    }
}
