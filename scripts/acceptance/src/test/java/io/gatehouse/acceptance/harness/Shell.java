package io.gatehouse.acceptance.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Runs commands in the repository's root, as a person does. */
public final class Shell {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How a command ended, and what it printed. */
    public record Result(int exitCode, String out, String err) {}

    private Shell() {}

    public static Result run(String... command) {
        return run(PATIENCE, command);
    }

    private static Result run(Duration patience, String... command) {
        try {
            var out = Files.createTempFile("out", null);
            var err = Files.createTempFile("err", null);
            var process = new ProcessBuilder(command)
                    .directory(Checkout.ROOT.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(patience)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + " does not end");
            }
            return new Result(process.exitValue(), takeText(out), takeText(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether a command is there and ends with 0. */
    public static boolean succeeds(String... command) {
        return succeeds(PATIENCE, command);
    }

    /** Whether a command is there and ends with 0, for which it may take longer than others. */
    static boolean succeeds(Duration patience, String... command) {
        try {
            return run(patience, command).exitCode() == 0;
        } catch (UncheckedIOException absent) {
            return false;
        }
    }

    private static String takeText(Path file) throws IOException {
        var text = Files.readString(file);
        Files.delete(file);
        return text;
    }
}
