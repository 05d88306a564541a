package io.gatehouse.localcloud.runtime;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Interrupts the thread that set it, once the time is over and unless it was lifted before. */
final class TimeLimit {
    private static final ScheduledThreadPoolExecutor TIMER = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("time-limits").factory());

    static {
        TIMER.setRemoveOnCancelPolicy(true);
    }

    private final Thread thread = Thread.currentThread();
    private final Future<?> alarm;
    private boolean reached;
    private boolean lifted;

    private TimeLimit(Duration limit) {
        this.alarm = TIMER.schedule(this::reach, limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    static TimeLimit set(Duration limit) {
        return new TimeLimit(limit);
    }

    private synchronized void reach() {
        if (!lifted) {
            reached = true;
            thread.interrupt();
        }
    }

    /** To be called by the thread that set it. Returns whether the time was over. */
    synchronized boolean lift() {
        lifted = true;
        alarm.cancel(false);
        if (reached) {
            Thread.interrupted();
        }
        return reached;
    }
}
