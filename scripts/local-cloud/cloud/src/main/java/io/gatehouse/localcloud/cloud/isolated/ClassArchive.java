package io.gatehouse.localcloud.cloud.isolated;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JVM's archive of the classes that the functions of one bundle load from jars: with it an environment starts in
 * half the time. It stands beside the bundle, is made of what the functions' first environments have loaded, and is
 * made anew when there are other jars.
 */
final class ClassArchive {
    private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);
    private static final long SETTLED_SECONDS = 3;
    /**
     * To make an archive anew takes a processor for seconds, and only starts of the functions that are new gain by it.
     */
    private static final long SETTLED_AGAIN_SECONDS = 15;

    private static final String FUNCTION = "# function ";
    private static final Pattern UNFINISHED = Pattern.compile("\\.(\\d+)\\.unfinished$");
    private static final Pattern ID = Pattern.compile(" id: \\d+.*");

    private final String classPath;
    private final Path archive;
    private final Path classes;
    private final Path recordings;
    private final Watchdog watchdog;
    private final ScheduledExecutorService executor;
    private final Set<String> recorded = ConcurrentHashMap.newKeySet();
    private final Set<String> unanswered = ConcurrentHashMap.newKeySet();
    private final AtomicInteger pending = new AtomicInteger();
    private volatile boolean begun;

    /**
     * @param jars the begin of the environments' class path
     * @param folder where the archive is kept
     * @param recordings where environments write down what they load
     * @param watchdog of the processes that make archives
     * @param executor for what takes its time
     */
    ClassArchive(List<Path> jars, Path folder, Path recordings, Watchdog watchdog, ScheduledExecutorService executor) {
        this.classPath = jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        var name = "environments-%s-%08x".formatted(Runtime.version().feature(), fingerprint(jars));
        this.archive = folder.resolve(name + ".jsa");
        this.classes = folder.resolve(name + ".classes");
        this.recordings = recordings;
        this.watchdog = watchdog;
        this.executor = executor;
        this.begun = Files.exists(archive);
        if (begun) {
            lines(classes).stream()
                    .filter(line -> line.startsWith(FUNCTION))
                    .map(line -> line.substring(FUNCTION.length()))
                    .forEach(recorded::add);
        }
    }

    private static int fingerprint(List<Path> jars) {
        return jars.stream()
                .map(Path::toFile)
                .map(jar -> Objects.hash(jar, jar.length(), jar.lastModified()))
                .toList()
                .hashCode();
    }

    /** Those of the JVM of an environment that is about to start. */
    List<String> options(String function) {
        var options = new ArrayList<String>();
        if (Files.exists(archive)) {
            options.add("-XX:SharedArchiveFile=" + archive);
        }
        if (recorded.add(function)) {
            unanswered.add(function);
            options.add("-XX:DumpLoadedClassList=" + recording(function));
        }
        return options;
    }

    private Path recording(String function) {
        return recordings.resolve(function + ".classes");
    }

    /** To be called when an environment has given its first answer. */
    void answered(String function) {
        if (unanswered.remove(function)) {
            pending.incrementAndGet();
            var delay = begun ? SETTLED_AGAIN_SECONDS : SETTLED_SECONDS;
            var _ = executor.schedule(() -> add(function), delay, TimeUnit.SECONDS);
        }
    }

    private void add(String function) {
        var isLast = pending.decrementAndGet() == 0;
        try {
            var all = new LinkedHashSet<>(lines(classes));
            lines(recording(function)).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> ID.matcher(line).replaceFirst(""))
                    .forEach(all::add);
            all.add(FUNCTION + function);
            Files.write(classes, all);
            Files.deleteIfExists(recording(function));
            if (isLast) {
                make();
            }
        } catch (IOException e) {
            LOG.warn("Environments of {} go on starting slowly: {}", function, e.toString());
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void make() throws IOException, InterruptedException {
        begun = true;
        removeUnfinished();
        var unfinished = archive.resolveSibling("%s.%d.unfinished"
                .formatted(archive.getFileName(), ProcessHandle.current().pid()));
        var command = new ArrayList<>(List.of("nice", EnvironmentProcess.JAVA.toString()));
        command.addAll(JvmOptions.ALWAYS);
        command.addAll(List.of(
                "-Xshare:dump",
                "-Xlog:disable",
                "-XX:SharedClassListFile=" + classes,
                "-XX:SharedArchiveFile=" + unfinished,
                "-cp",
                classPath));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        watchdog.started(process.pid());
        try {
            if (process.waitFor() == 0) {
                Files.move(unfinished, archive, StandardCopyOption.ATOMIC_MOVE);
            } else {
                LOG.warn("Environments go on starting slowly: the JVM made no archive of {}.", classes);
            }
        } finally {
            process.destroyForcibly();
            watchdog.ended(process.pid());
            Files.deleteIfExists(unfinished);
        }
    }

    /** What local clouds have left behind that were killed while they made one. */
    private void removeUnfinished() throws IOException {
        try (var left = Files.newDirectoryStream(archive.resolveSibling(""), "*.unfinished")) {
            for (var file : left) {
                var maker = UNFINISHED.matcher(file.toString());
                if (maker.find()
                        && ProcessHandle.of(Long.parseLong(maker.group(1))).isEmpty()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Without the last line if that is cut short. */
    private static List<String> lines(Path file) {
        try {
            var text = Files.readString(file);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException absent) {
            return List.of();
        }
    }
}
