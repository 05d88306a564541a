package io.gatehouse.localcloud.cloud.runtime;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Interrupts the thread that set it when the time is over, unless it was lifted before. */
final class InvocationTimeout {
    private static final long PRECISION_MILLIS = 20;
    private static final long PRECISION_NANOS = TimeUnit.MILLISECONDS.toNanos(PRECISION_MILLIS);

    /** Looked through again and again: an alarm for each would wake another thread at most invocations. */
    private static final Set<InvocationTimeout> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Thread.ofPlatform().daemon().name("time-limits").start(InvocationTimeout::watch);
    }

    private final Thread thread = Thread.currentThread();
    private final long start = System.nanoTime();
    private final long nanos;
    private boolean reached;
    private boolean lifted;

    private InvocationTimeout(Duration limit) {
        this.nanos = limit.toNanos();
    }

    static InvocationTimeout set(Duration limit) {
        var set = new InvocationTimeout(limit);
        RUNNING.add(set);
        return set;
    }

    private static void watch() {
        while (true) {
            LockSupport.parkNanos(PRECISION_NANOS);
            RUNNING.forEach(InvocationTimeout::check);
        }
    }

    private void check() {
        if (System.nanoTime() - start >= nanos) {
            reach();
        }
    }

    private synchronized void reach() {
        if (!lifted && !reached) {
            reached = true;
            thread.interrupt();
        }
    }

    /** To be called by the thread that set it. Returns whether the time was over. */
    synchronized boolean lift() {
        lifted = true;
        RUNNING.remove(this);
        if (reached) {
            Thread.interrupted();
        }
        return reached;
    }
}
