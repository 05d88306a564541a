package io.gatehouse.adapters.cache;

import java.time.Duration;

/**
 * When an entry ends, whenever it is written: by the clock of the machine, for the server's is the one that it is
 * compared with.
 *
 * @param epochMillis milliseconds since 1970
 */
record Deadline(long epochMillis) {
    static Deadline in(Duration life) {
        return new Deadline(System.currentTimeMillis() + life.toMillis());
    }
}
