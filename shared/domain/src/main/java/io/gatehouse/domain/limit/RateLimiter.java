package io.gatehouse.domain.limit;

import java.time.Duration;

/**
 * Counts requests by the generic cell rate algorithm (GCRA): one moment for each key says when its quota is whole
 * again.
 */
public interface RateLimiter {

    /**
     * How many more requests could come now, how long until the next can (zero: now) and until the whole quota is
     * there.
     */
    record Decision(boolean allowed, long remaining, Duration retryAfter, Duration resetAfter) {}

    /** Counts one request against the quota of the key, if there is any left. Never throws. */
    Decision take(String key, Quota quota);
}
