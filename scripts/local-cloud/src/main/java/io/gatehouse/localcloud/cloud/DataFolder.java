package io.gatehouse.localcloud.cloud;

import io.gatehouse.localcloud.store.Orphans;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;

/** The folder with the stores' data, held by one local cloud at a time. */
final class DataFolder implements AutoCloseable {
    private static final String LOCK = "lock";

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the folder if need be.
     *
     * @param fresh whether to delete what is in it
     * @throws CloudException if another local cloud holds it, or it cannot be written
     */
    static DataFolder open(Path path, boolean fresh) {
        try {
            Files.createDirectories(path);
            var channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLockedBy(channel)) {
                channel.close();
                throw new CloudException(
                        "A local cloud already runs on %s%s: stop it, or choose another folder with --data."
                                .formatted(
                                        path,
                                        CloudFile.read(path)
                                                .map(cloud -> " (process " + cloud.pid() + ")")
                                                .orElse("")));
            }
            var folder = new DataFolder(path, channel);
            if (fresh) {
                folder.empty();
            }
            return folder;
        } catch (IOException e) {
            throw new CloudException("The folder %s cannot be used: %s".formatted(path, e));
        }
    }

    private static boolean isLockedBy(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    /** The lock's file stays: who waits for it must not get another one. */
    private void empty() throws IOException {
        Orphans.kill(path);
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(path) && !file.equals(path.resolve(LOCK))) {
                    Files.delete(file);
                }
            }
        }
    }

    Path path() {
        return path;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
