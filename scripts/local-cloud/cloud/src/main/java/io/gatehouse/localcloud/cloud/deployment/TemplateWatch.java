package io.gatehouse.localcloud.cloud.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells when the template has been saved. */
final class TemplateWatch implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Version ABSENT = new Version(FileTime.fromMillis(0), 0);

    private final Path file;
    private final Version first;
    private @Nullable Thread thread;

    private record Version(FileTime modified, long size) {}

    /** From here on no version is missed. */
    TemplateWatch(Path file) {
        this.file = file;
        this.first = version();
    }

    /** An editor that replaces a file lets it be absent for a moment. */
    private Version version() {
        try {
            return new Version(Files.getLastModifiedTime(file), Files.size(file));
        } catch (IOException absent) {
            return ABSENT;
        }
    }

    /**
     * @param saved called, by one thread, when the file has become another and has then been left alone for a moment:
     *     someone may still be writing it
     */
    void start(Runnable saved) {
        thread = Thread.ofVirtual().name("template").start(() -> watch(saved));
    }

    private void watch(Runnable saved) {
        var told = first;
        var before = first;
        try {
            while (true) {
                Thread.sleep(PAUSE);
                var now = version();
                if (now.equals(before) && !now.equals(told)) {
                    told = now;
                    saved.run();
                }
                before = now;
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Interrupts who is being told. */
    @Override
    public void close() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
