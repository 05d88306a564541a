package io.gatehouse.localcloud.cloud.queue;

import java.util.concurrent.TimeUnit;

/**
 * A pause that doubles with every failure in a row, from a quarter of a second to ten seconds, and ends with a success.
 */
final class BackOff {
    private static final long SHORTEST_MILLIS = 250;
    private static final long LONGEST_MILLIS = 10_000;

    private long millis;

    synchronized void failed() {
        millis = millis == 0 ? SHORTEST_MILLIS : Math.min(2 * millis, LONGEST_MILLIS);
    }

    synchronized void succeeded() {
        millis = 0;
    }

    void await() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(current());
    }

    private synchronized long current() {
        return millis;
    }
}
