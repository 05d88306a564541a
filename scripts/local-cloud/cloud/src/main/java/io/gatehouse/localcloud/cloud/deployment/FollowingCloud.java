package io.gatehouse.localcloud.cloud.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A cloud that serves, and starts anew when its template has been saved: at the same addresses and with the same data.
 * A template that is wrong is refused in one line, and the cloud goes on as it was.
 */
public final class FollowingCloud implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Version ABSENT = new Version(FileTime.fromMillis(0), 0);

    private final Progress progress;
    private final Consumer<Cloud> ready;
    private final Thread thread;
    private CloudOptions options;
    private @Nullable Cloud cloud;
    private Version seen;

    private record Version(FileTime modified, long size) {
        /** An editor that replaces a file lets it be absent for a moment. */
        static Version of(Path file) {
            try {
                return new Version(Files.getLastModifiedTime(file), Files.size(file));
            } catch (IOException absent) {
                return ABSENT;
            }
        }
    }

    private FollowingCloud(CloudOptions options, Progress progress, Consumer<Cloud> ready) {
        this.options = options;
        this.progress = progress;
        this.ready = ready;
        this.seen = Version.of(options.template());
        this.thread = Thread.ofPlatform().daemon().name("template").unstarted(this::follow);
    }

    /** @throws RuntimeException whose message says in one line why it does not start; nothing is left running then */
    public static FollowingCloud start(CloudOptions options, Progress progress, Consumer<Cloud> ready) {
        var following = new FollowingCloud(options, progress, ready);
        var addresses = following.serve(options).addresses();
        following.options = options.restarted(addresses.apiPort(), addresses.consolePort());
        following.thread.start();
        return following;
    }

    private synchronized Cloud serve(CloudOptions how) {
        var started = Cloud.start(how, progress);
        cloud = started;
        started.serve();
        ready.accept(started);
        return started;
    }

    private void follow() {
        try {
            while (true) {
                awaitSaved();
                restart();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the file has become another and has then been left alone: someone may still be writing it. */
    private void awaitSaved() throws InterruptedException {
        var before = seen;
        while (true) {
            Thread.sleep(PAUSE);
            var now = Version.of(options.template());
            if (now.equals(before) && !now.equals(seen)) {
                seen = now;
                return;
            }
            before = now;
        }
    }

    private synchronized void restart() {
        try {
            Cloud.check(options);
        } catch (RuntimeException e) {
            System.err.println(e.getMessage() + " The cloud goes on as it was until the template is saved again.");
            return;
        }
        close(cloud);
        progress.restart();
        try {
            serve(options);
        } catch (RuntimeException e) {
            close(cloud);
            System.err.println(e.getMessage() + " The cloud is down until the template is saved again.");
        }
    }

    private static void close(@Nullable Cloud cloud) {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        synchronized (this) {
            close(cloud);
        }
    }
}
