package io.gatehouse.localcloud.cloud.isolated;

import io.gatehouse.localcloud.services.store.PidFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.apache.commons.io.function.Uncheck;

/** The JVM of an execution environment. */
final class EnvironmentProcess {
    static final Path JAVA =
            Path.of(ProcessHandle.current().info().command().orElse(System.getProperty("java.home") + "/bin/java"));
    private static final String PEAK_MEMORY = "VmHWM:";
    private static final int KILLED = 128;

    private final Process process;
    private final PidFile pidFile;
    private final OutputFile output;

    /** Starts it with these variables and none of this process. */
    EnvironmentProcess(
            List<String> arguments, Map<String, String> variables, Path workingFolder, OutputFile output, Path pidFile)
            throws IOException {
        var command = new ArrayList<>(List.of(JAVA.toString()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .directory(workingFolder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.redirect());
        builder.environment().clear();
        builder.environment().putAll(variables);
        this.process = builder.start();
        this.output = output;
        this.pidFile = new PidFile(pidFile);
        this.pidFile.write(process.toHandle(), JAVA);
    }

    long pid() {
        return process.pid();
    }

    OutputFile output() {
        return output;
    }

    /** Tells how it has ended, as Lambda says it, once it has. */
    void onEnd(Consumer<String> listener) {
        var _ = process.onExit().thenAccept(ended -> listener.accept(how(ended.exitValue())));
    }

    /** To be called once it has ended. */
    void forget() {
        pidFile.delete();
        Uncheck.run(output::delete);
    }

    private static String how(int exitValue) {
        return switch (exitValue) {
            case KILLED + 6 -> "signal: aborted";
            case KILLED + 9 -> "signal: killed";
            case KILLED + 15 -> "signal: terminated";
            default -> exitValue > KILLED ? "signal: " + (exitValue - KILLED) : "exit status " + exitValue;
        };
    }

    /** As Lambda ends an environment: at once. */
    void kill() {
        process.destroyForcibly();
    }

    void awaitEnd() {
        process.onExit().join();
    }

    /** The most memory that it has had so far; empty where the system does not tell. */
    OptionalInt peakMegabytes() {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid()), "status"))) {
            return lines.filter(line -> line.startsWith(PEAK_MEMORY))
                    .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")) / 1024)
                    .findFirst();
        } catch (IOException | UncheckedIOException ended) {
            return OptionalInt.empty();
        }
    }
}
