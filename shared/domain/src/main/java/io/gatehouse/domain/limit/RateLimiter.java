package io.gatehouse.domain.limit;

import java.time.Duration;

/**
 * Counts requests by the generic cell rate algorithm (GCRA): one moment for each key says when its quota is whole
 * again.
 */
public interface RateLimiter {

    /**
     * The decision on a request.
     *
     * @param remaining how many more could come now
     * @param retryAfter how long until the next one can; zero when this one could
     * @param resetAfter how long until the whole quota is there again
     */
    record Decision(boolean allowed, long remaining, Duration retryAfter, Duration resetAfter) {}

    /** Counts one request against the quota of the key, if there is any left. Never throws. */
    Decision take(String key, Quota quota);
}
