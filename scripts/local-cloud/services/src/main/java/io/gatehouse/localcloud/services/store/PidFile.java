package io.gatehouse.localcloud.services.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.gatehouse.localcloud.services.JsonCodec;
import io.gatehouse.localcloud.services.LocalCloudException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.commons.io.function.Uncheck;

/** Remembers a server's process, so that the next start can stop one that a killed JVM left behind. */
public record PidFile(Path file) {
    /** A process's start time is derived from the system's boot time, which moves a little when its clock is set. */
    private static final Duration START_TIME_TOLERANCE = Duration.ofSeconds(2);

    /** @param owner the JVM that started the server */
    private record Entry(long pid, long owner, String started, String executable) {
        /** Some containers hide what a process of another user runs; the start time is always there. */
        boolean is(ProcessHandle process) {
            return process.info().command().map(executable::equals).orElse(true)
                    && process.info().startInstant().filter(this::startedAbout).isPresent();
        }

        boolean startedAbout(Instant time) {
            return Duration.between(Instant.parse(started), time).abs().compareTo(START_TIME_TOLERANCE) <= 0;
        }

        /** An orphan is given another parent, so no other process can be taken for the owner. */
        boolean ownerLives(ProcessHandle process) {
            return process.parent().filter(parent -> parent.pid() == owner).isPresent();
        }
    }

    /** Records a server that this JVM has just started and that runs {@code executable}. */
    public void write(ProcessHandle process, Path executable) {
        var started = process.info().startInstant().orElseGet(Instant::now).toString();
        JsonCodec.write(file, new Entry(process.pid(), ProcessHandle.current().pid(), started, executable.toString()));
    }

    public void delete() {
        Uncheck.run(() -> Files.deleteIfExists(file));
    }

    /** Kills the servers in {@code data} that outlived the JVM that started them, before their folders are deleted. */
    public static void killOrphans(Path data) {
        try (var files =
                Files.find(data, 2, (file, attributes) -> file.toString().endsWith(".pid"))) {
            files.forEach(file -> new PidFile(file).orphan().ifPresent(StoreServer::kill));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server of an earlier JVM that ended without stopping it, if it still runs. */
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
            return Optional.of(JsonCodec.read(file, new TypeReference<Entry>() {}));
        } catch (UncheckedIOException absentOrDamaged) {
            return Optional.empty();
        }
    }
}
