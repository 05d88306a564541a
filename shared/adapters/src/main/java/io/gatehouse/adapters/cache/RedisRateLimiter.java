package io.gatehouse.adapters.cache;

import static java.time.temporal.ChronoUnit.MICROS;
import static java.util.concurrent.TimeUnit.MICROSECONDS;

import io.gatehouse.domain.limit.LocalRateLimiter;
import io.gatehouse.domain.limit.Quota;
import io.gatehouse.domain.limit.RateLimiter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Counts in Redis, by its clock, for all execution environments together; without Redis, a part of the quota for each
 * of them alone.
 */
public final class RedisRateLimiter implements RateLimiter {
    private static final int PART_WITHOUT_CACHE = 5;

    /** The key holds the moment, in microseconds, at which its quota is whole again; it lives until then. */
    private static final Script GCRA = Script.of("""
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            local interval = tonumber(ARGV[1])
            local period = tonumber(ARGV[2])
            local whole = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now)
            local ahead = whole + interval - now
            if ahead > period then
              return {0, 0, ahead - period, whole - now}
            end
            redis.call('SET', KEYS[1], string.format('%.0f', whole + interval), 'PX', math.ceil(ahead / 1000))
            return {1, math.floor((period - ahead) / interval), 0, ahead}
            """);

    private final Redis redis;
    private final RateLimiter fallback;

    public RedisRateLimiter(Redis redis, InstantSource clock) {
        this.redis = redis;
        this.fallback = new LocalRateLimiter(clock);
    }

    @Override
    public Decision take(String key, Quota quota) {
        var interval = Long.toString(MICROSECONDS.convert(quota.interval()));
        var period = Long.toString(MICROSECONDS.convert(quota.period()));
        return redis.call(client -> GCRA.run(client, "rate:{" + key + "}", interval, period))
                .map(reply -> decision((List<?>) reply))
                .orElseGet(() -> fallback.take(key, quota.dividedBy(PART_WITHOUT_CACHE)));
    }

    private static Decision decision(List<?> reply) {
        var numbers = reply.stream().map(Long.class::cast).toList();
        return new Decision(
                numbers.get(0) == 1,
                numbers.get(1),
                Duration.of(numbers.get(2), MICROS),
                Duration.of(numbers.get(3), MICROS));
    }
}
