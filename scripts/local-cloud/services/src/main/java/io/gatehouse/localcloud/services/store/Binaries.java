package io.gatehouse.localcloud.services.store;

import io.gatehouse.localcloud.services.Folders;
import io.gatehouse.localcloud.services.LocalCloudException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Locale;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The servers' programs, unpacked once per version from libraries to {@code ~/.cache/local-cloud}. */
final class Binaries {
    private static final String REDIS_VERSION = "7.0.15";

    private Binaries() {}

    /** The folder that holds PostgreSQL's {@code bin}, {@code lib} and {@code share}. */
    static Path postgres() {
        var machine = architecture().equals("arm64") ? "arm_64" : "x86_64";
        return cached("postgres-%s-%s.txz".formatted(system(), machine), Binaries::unpackTar);
    }

    /** Redis's server program. */
    static Path redis() {
        var resource = "redis-server-%s-%s-%s".formatted(REDIS_VERSION, system(), architecture());
        return cached(resource, (content, folder) -> unpackFile(content, folder.resolve("redis-server"), true))
                .resolve("redis-server");
    }

    private interface Unpacking {
        void unpack(InputStream content, Path folder) throws IOException;
    }

    interface Making {
        void make(Path target) throws IOException;
    }

    /** What is made by a version's programs and kept beside them, so that later starts find it ready, too. */
    static Path derived(Path programs, String name, Making making) throws IOException {
        var folder = programs.resolveSibling(programs.getFileName() + "-" + name);
        if (!Files.isDirectory(folder)) {
            fill(folder, unfinished -> making.make(unfinished.resolve(name)));
        }
        return folder.resolve(name);
    }

    private static Path cached(String resource, Unpacking unpacking) {
        var url = Binaries.class.getResource("/" + resource);
        if (url == null) {
            throw new LocalCloudException(
                    "No %s is on the class path: this system is not supported.".formatted(resource));
        }
        try {
            var connection = (JarURLConnection) url.openConnection();
            var folder = cache().resolve(String.format(
                    Locale.ROOT, "%s-%08x", resource, connection.getJarEntry().getCrc()));
            if (!Files.isDirectory(folder)) {
                try (var content = connection.getInputStream()) {
                    fill(folder, unfinished -> unpacking.unpack(content, unfinished));
                }
            }
            return folder.toRealPath();
        } catch (IOException e) {
            throw new LocalCloudException("%s cannot be unpacked: %s".formatted(resource, e), e);
        }
    }

    /** Another process may do the same: the folder gets its name only when it is complete. */
    private static void fill(Path folder, Making making) throws IOException {
        var unfinished = Files.createTempDirectory(Files.createDirectories(folder.getParent()), "unfinished");
        making.make(unfinished);
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Folders.delete(unfinished);
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private static void unpackFile(InputStream content, Path file, boolean isExecutable) throws IOException {
        Files.copy(content, file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(isExecutable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static void unpackTar(InputStream content, Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(content))) {
            for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
                unpackEntry(tar, entry, folder.resolve(entry.getName()));
            }
        }
    }

    private static void unpackEntry(InputStream content, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            unpackFile(content, target, (entry.getMode() & 0100) != 0);
        }
    }

    private static Path cache() throws IOException {
        var home = Path.of(System.getProperty("user.home"));
        return Files.isWritable(home) && !Unprivileged.needsPublicPrograms()
                ? home.resolve(".cache", "local-cloud")
                : temporaryCache();
    }

    /** Everybody may make folders among the temporary files, so one of this name must be the user's own. */
    private static Path temporaryCache() throws IOException {
        var user = user();
        var folder = Path.of(System.getProperty("java.io.tmpdir"), "local-cloud-" + user.getName());
        var created = Files.createDirectories(folder);
        if (!Files.getOwner(created, LinkOption.NOFOLLOW_LINKS).equals(user)) {
            throw new LocalCloudException("The folder %s belongs to someone else: remove it.".formatted(folder));
        }
        return created;
    }

    /** Whoever owns what this process makes, who need not have a name. */
    private static UserPrincipal user() throws IOException {
        var file = Files.createTempFile("owner", null);
        try {
            return Files.getOwner(file);
        } finally {
            Files.delete(file);
        }
    }

    private static String system() {
        return System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
    }

    private static String architecture() {
        var name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return name.equals("aarch64") || name.equals("arm64") ? "arm64" : "amd64";
    }
}
