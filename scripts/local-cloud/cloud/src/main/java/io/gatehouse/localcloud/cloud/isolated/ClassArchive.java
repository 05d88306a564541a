package io.gatehouse.localcloud.cloud.isolated;

import io.gatehouse.localcloud.services.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JVM's archive of the classes that the functions of one bundle load from jars: with it an environment starts in
 * half the time. It stands beside the bundle, holds what the bundle's first environment has loaded, and is made anew
 * when there are other jars.
 */
final class ClassArchive {
    private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);
    private static final long SECONDS_UNTIL_ALL_IS_LOADED = 3;

    private final String classPath;
    private final Path archive;
    private final Path classes;
    private final Path unfinished;
    private final Watchdog watchdog;
    private final ScheduledExecutorService executor;
    private boolean recording;
    private boolean making;

    /**
     * @param jars the begin of the environments' class path
     * @param folder where the archive is kept
     * @param work for files on the way to it
     * @param watchdog of the process that makes it
     */
    ClassArchive(List<Path> jars, Path folder, Path work, Watchdog watchdog, ScheduledExecutorService executor) {
        this.classPath = Launcher.joined(jars);
        var name = "environments-%s-%s"
                .formatted(Runtime.version().feature(), HexFormat.of().toHexDigits(fingerprint(jars)));
        this.archive = folder.resolve(name + ".jsa");
        this.classes = work.resolve(name + ".classes");
        this.unfinished = work.resolve(name + ".jsa");
        this.watchdog = watchdog;
        this.executor = executor;
    }

    private static int fingerprint(List<Path> jars) {
        return jars.stream()
                .map(Path::toFile)
                .map(jar -> Objects.hash(jar, jar.length(), jar.lastModified()))
                .toList()
                .hashCode();
    }

    /** Those of the JVM of an environment that is about to start. */
    synchronized List<String> options() {
        if (Files.exists(archive)) {
            return List.of("-XX:SharedArchiveFile=" + archive);
        }
        if (recording) {
            return List.of();
        }
        recording = true;
        return List.of("-XX:DumpLoadedClassList=" + classes);
    }

    /** To be called when an environment has given its first result. */
    synchronized void answered() {
        if (recording && !making) {
            making = true;
            var _ = executor.schedule(this::make, SECONDS_UNTIL_ALL_IS_LOADED, TimeUnit.SECONDS);
        }
    }

    private void make() {
        try {
            var list = Files.readString(classes);
            Files.writeString(classes, list.substring(0, list.lastIndexOf('\n') + 1)); // the last line may be cut short
            if (run() != 0) {
                throw new IOException("the JVM made no archive of " + classes);
            }
            Folders.replace(archive, Files.readAllBytes(unfinished));
            Files.delete(unfinished);
        } catch (IOException e) {
            LOG.warn("Environments go on starting slowly: {}", e.toString());
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private int run() throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("nice", EnvironmentProcess.JAVA.toString()));
        command.addAll(Launcher.COMMON_OPTIONS);
        command.addAll(List.of("-Xshare:dump", "-Xlog:disable", "-XX:SharedClassListFile=" + classes));
        command.addAll(List.of("-XX:SharedArchiveFile=" + unfinished, "-cp", classPath));
        var process = new ProcessBuilder(command)
                .directory(unfinished.resolveSibling("").toFile()) // where a crash leaves its report
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        watchdog.started(process.pid());
        try {
            return process.waitFor();
        } finally {
            process.destroyForcibly();
            watchdog.ended(process.pid());
        }
    }
}
