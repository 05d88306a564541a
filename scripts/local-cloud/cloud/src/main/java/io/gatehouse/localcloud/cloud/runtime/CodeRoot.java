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
import org.apache.commons.io.function.Uncheck;
import org.jspecify.annotations.Nullable;

/** A folder or jar with classes, read directly: {@link java.net.URLClassLoader} takes twice as long for a start. */
final class CodeRoot implements AutoCloseable {
    private final Path path;
    private final @Nullable JarFile jar;
    private final ProtectionDomain domain;

    /** @throws UncheckedIOException if it cannot be opened */
    CodeRoot(Path path) {
        this.path = path;
        this.domain = new ProtectionDomain(new CodeSource(url(path.toUri()), (Certificate @Nullable []) null), null);
        this.jar = Files.isDirectory(path)
                ? null
                : Uncheck.get(() -> new JarFile(path.toFile(), false, ZipFile.OPEN_READ, Runtime.version()));
    }

    /** Of the classes that are defined from here. */
    ProtectionDomain domain() {
        return domain;
    }

    /** The content of a file, or null if there is none of that name. */
    byte @Nullable [] read(String name) throws IOException {
        if (jar == null) {
            var file = path.resolve(name);
            return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
        }
        var entry = jar.getEntry(name);
        if (entry == null) {
            return null;
        }
        try (var in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    /** Where a file is, or null if there is none of that name. */
    @Nullable
    URL find(String name) {
        if (jar == null) {
            var file = path.resolve(name);
            return Files.exists(file) ? url(file.toUri()) : null;
        }
        var entry = jar.getJarEntry(name);
        return entry == null
                ? null
                : url(URI.create(
                        "jar:" + path.toUri() + "!/" + entry.getRealName().replace(" ", "%20")));
    }

    private static URL url(URI uri) {
        try {
            return uri.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (jar != null) {
            jar.close();
        }
    }
}
