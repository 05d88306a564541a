package io.gatehouse.localcloud.cloud.runtime;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.io.function.Uncheck;

/**
 * Where a function's classes are: for {@code X/target/bundle}, which Maven assembles, what it is assembled from, so
 * that a compiled change counts at once; otherwise, or if packaged, the bundle's own classes and {@code lib/*.jar}.
 */
public record Bundle(List<Path> entries, boolean isPackaged) {
    /** @throws IllegalStateException if nothing is there, with a message for a person */
    static Bundle of(Path code, boolean packaged) {
        var classpath = code.resolveSibling("classpath");
        var assembled = packaged || !code.endsWith("bundle") || !Files.exists(classpath);
        var entries = assembled ? assembled(code) : development(classpath);
        return new Bundle(
                entries.stream().filter(Files::exists).toList(), assembled && Files.isDirectory(entries.getFirst()));
    }

    private static List<Path> development(Path classpath) {
        var entries = new ArrayList<>(List.of(classpath.resolveSibling("classes")));
        Arrays.stream(Uncheck.get(() -> Files.readString(classpath)).strip().split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> classFolder(Path.of(entry)))
                .forEach(entries::add);
        return entries;
    }

    private static Path classFolder(Path entry) {
        var classes = entry.resolveSibling("classes");
        return entry.getParent() != null && entry.getParent().endsWith("target") && Files.isDirectory(classes)
                ? classes
                : entry;
    }

    private static List<Path> assembled(Path code) {
        if (!Files.exists(code)) {
            throw new IllegalStateException("Its code %s does not exist: build it first.".formatted(code));
        }
        var lib = code.resolve("lib");
        if (!Files.isDirectory(lib)) {
            return List.of(code);
        }
        var entries = new ArrayList<>(List.of(code));
        try (var jars = Files.list(lib)) {
            jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().forEach(entries::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    /** The one with the bundle's own classes; where it is a jar, the one that this is in. */
    public Path folder() {
        var own = entries.getFirst();
        return Files.isDirectory(own) ? own : own.toAbsolutePath().resolveSibling("");
    }

    /** Whether a class is among the bundle's own, or in one of its libraries. */
    boolean has(String type) {
        var file = type.replace('.', '/') + ".class";
        return entries.stream().anyMatch(entry -> {
            try (var root = new CodeRoot(entry)) {
                return root.find(file) != null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** A number that changes when a file in the class folders is added, removed, or written again. */
    public long fingerprint() {
        return entries.stream()
                .filter(Files::isDirectory)
                .mapToLong(Bundle::fingerprint)
                .sum();
    }

    private static long fingerprint(Path folder) {
        var sum = new AtomicLong();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    sum.addAndGet(Objects.hash(file, attributes.lastModifiedTime(), attributes.size()));
                    return FileVisitResult.CONTINUE;
                }
            });
            return sum.get();
        } catch (IOException compilerAtWork) {
            return 0;
        }
    }
}
