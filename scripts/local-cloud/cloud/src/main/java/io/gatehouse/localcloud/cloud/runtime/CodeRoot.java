package io.gatehouse.localcloud.cloud.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A folder or jar with classes and resources. Read directly: by way of URLs, as {@link java.net.URLClassLoader} reads,
 * the some thousand classes of a start take twice as long.
 */
abstract sealed class CodeRoot implements AutoCloseable {
    private final ProtectionDomain domain;

    private CodeRoot(Path path) {
        this.domain = new ProtectionDomain(new CodeSource(url(path.toUri()), (Certificate @Nullable []) null), null);
    }

    /** @throws UncheckedIOException if it cannot be opened */
    static CodeRoot open(Path path) {
        return Files.isDirectory(path) ? new Folder(path) : new Jar(path);
    }

    /** Of the classes that are defined from here. */
    ProtectionDomain domain() {
        return domain;
    }

    /** The content of a file, or null if there is none of that name. */
    abstract byte @Nullable [] read(String name) throws IOException;

    /** Where a file is, or null if there is none of that name. */
    abstract @Nullable URL find(String name);

    @Override
    public abstract void close() throws IOException;

    private static URL url(URI uri) {
        try {
            return uri.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static final class Folder extends CodeRoot {
        private final Path path;

        private Folder(Path path) {
            super(path);
            this.path = path;
        }

        @Override
        byte @Nullable [] read(String name) throws IOException {
            var file = path.resolve(name);
            return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
        }

        @Override
        @Nullable
        URL find(String name) {
            var file = path.resolve(name);
            return Files.exists(file) ? url(file.toUri()) : null;
        }

        @Override
        public void close() {}
    }

    private static final class Jar extends CodeRoot {
        private final String prefix;
        private final JarFile jar;

        private Jar(Path path) {
            super(path);
            this.prefix = "jar:" + path.toUri() + "!/";
            try {
                this.jar = new JarFile(path.toFile(), false, ZipFile.OPEN_READ, Runtime.version());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        byte @Nullable [] read(String name) throws IOException {
            var entry = jar.getEntry(name);
            if (entry == null) {
                return null;
            }
            try (var in = jar.getInputStream(entry)) {
                return in.readAllBytes();
            }
        }

        @Override
        @Nullable
        URL find(String name) {
            var entry = jar.getJarEntry(name);
            return entry == null
                    ? null
                    : url(URI.create(prefix + entry.getRealName().replace(" ", "%20")));
        }

        @Override
        public void close() throws IOException {
            jar.close();
        }
    }
}
