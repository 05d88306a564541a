package io.gatehouse.localcloud.cloud.deployment;

import io.gatehouse.localcloud.services.LocalCloudException;
import io.gatehouse.localcloud.services.store.PidFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.io.file.PathUtils;

/** The folder with the stores' data, held by one local cloud at a time. */
final class DataFolder implements AutoCloseable {
    private static final String LOCK = "lock";

    /** Those of this JVM, whose locks must not be tried: closing a channel gives up all locks on its file. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes the folder if need be. */
    static DataFolder open(Path path, boolean fresh) {
        try {
            Files.createDirectories(path);
            var folder = new DataFolder(path, lock(path));
            CloudFile.delete(path); // that of a cloud which was killed
            if (fresh) {
                folder.empty();
            }
            return folder;
        } catch (IOException e) {
            throw new LocalCloudException("The folder %s cannot be used: %s".formatted(path, e));
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        if (!OWN.add(path.toRealPath())) {
            throw taken(path);
        }
        var channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            OWN.remove(path.toRealPath());
            throw taken(path);
        }
        return channel;
    }

    private static LocalCloudException taken(Path path) {
        return new LocalCloudException(
                "A local cloud already runs on %s%s: stop it, or choose another folder with --data."
                        .formatted(
                                path,
                                CloudFile.read(path)
                                        .map(cloud -> " (process " + cloud.pid() + ")")
                                        .orElse("")));
    }

    /** Whether a local cloud holds the folder, in this process or another. */
    static boolean isHeld(Path path) throws IOException {
        if (OWN.contains(path.toRealPath())) {
            return true;
        }
        try (var channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.WRITE)) {
            return channel.tryLock() == null;
        }
    }

    /** Without the lock's file: who waits for it must not get another one. */
    private void empty() throws IOException {
        PidFile.killOrphans(path);
        try (var files = Files.list(path)) {
            for (var file : files.filter(file -> !file.endsWith(LOCK)).toList()) {
                PathUtils.delete(file);
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
        OWN.remove(path.toRealPath());
    }
}
