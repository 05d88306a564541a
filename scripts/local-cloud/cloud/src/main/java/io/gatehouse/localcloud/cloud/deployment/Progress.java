package io.gatehouse.localcloud.cloud.deployment;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Says on standard error what has been done so far, and when. */
public final class Progress {
    private volatile long start;

    private final boolean silent;

    private Progress(long start, boolean silent) {
        this.start = start;
        this.silent = silent;
    }

    /** Counts from the start of this JVM. */
    public static Progress sinceStart() {
        var elapsed = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        return new Progress(System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(elapsed), false);
    }

    public static Progress silent() {
        return new Progress(System.nanoTime(), true);
    }

    /** Counts from now. */
    void restart() {
        start = System.nanoTime();
    }

    public void done(String what) {
        if (!silent) {
            System.err.printf(Locale.ROOT, "%6.2f s  %s%n", seconds(), what);
        }
    }

    public double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }
}
