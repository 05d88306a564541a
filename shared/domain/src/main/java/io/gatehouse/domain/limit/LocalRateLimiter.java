package io.gatehouse.domain.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts in this process only. The least recently used keys are forgotten beyond 10,000. Safe for use by several
 * threads.
 */
public final class LocalRateLimiter implements RateLimiter {
    private static final int MAX_KEYS = 10_000;

    private final InstantSource clock;
    private final Map<String, Instant> wholeAgainAt = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MAX_KEYS;
        }
    };

    public LocalRateLimiter(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Decision take(String key, Quota quota) {
        var now = clock.instant();
        var known = wholeAgainAt.getOrDefault(key, now);
        var whole = known.isBefore(now) ? now : known;
        var next = whole.plus(quota.interval());
        var ahead = Duration.between(now, next);
        if (ahead.compareTo(quota.period()) > 0) {
            return new Decision(false, 0, ahead.minus(quota.period()), Duration.between(now, whole));
        }
        wholeAgainAt.put(key, next);
        return new Decision(true, quota.period().minus(ahead).dividedBy(quota.interval()), Duration.ZERO, ahead);
    }
}
