package io.gatehouse.localcloud.services.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Servers that outlived the JVM that started them, because it was killed. */
public final class Orphans {
    private static final int STORE_FOLDER_DEPTH = 2;

    private Orphans() {}

    /**
     * Kills those whose store is in a folder of {@code data}, before that is deleted.
     *
     * @throws StoreException if a living process uses one
     */
    public static void kill(Path data) {
        try (var files = Files.find(
                data, STORE_FOLDER_DEPTH, (file, attributes) -> file.toString().endsWith(".pid"))) {
            files.forEach(file -> new PidFile(file).orphan().ifPresent(ServerProcess::kill));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
