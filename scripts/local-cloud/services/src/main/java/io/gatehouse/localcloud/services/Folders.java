package io.gatehouse.localcloud.services;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.commons.io.file.PathUtils;
import org.apache.commons.io.function.Uncheck;

/** What the JDK has no single call for: whole folders, and files that are replaced at once. */
public final class Folders {
    private Folders() {}

    public static Path create(Path folder) {
        try {
            return Files.createDirectories(folder).toRealPath();
        } catch (IOException e) {
            throw new LocalCloudException("The folder %s cannot be made: %s".formatted(folder, e), e);
        }
    }

    public static Path temporary(String name) {
        return Uncheck.get(() -> Files.createTempDirectory(name).toRealPath());
    }

    /** Copies owners and permissions too. */
    public static void copy(Path folder, Path copy) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : (Iterable<Path>) files::iterator) {
                Files.copy(file, copy.resolve(folder.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    public static void delete(Path folder) {
        Uncheck.run(() -> PathUtils.deleteDirectory(folder));
    }

    /** Readers see the old content or the new, and only the owner can read either. */
    public static void replace(Path file, byte[] content) throws IOException {
        var unfinished =
                Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName() + ".", ".unfinished");
        try {
            Files.write(unfinished, content);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
