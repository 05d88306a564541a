package io.gatehouse.adapters.cache;

import io.gatehouse.domain.limit.LocalRateLimiter;
import io.gatehouse.domain.limit.Quota;
import io.gatehouse.domain.limit.RateLimiter;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
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
        var interval = Long.toString(micros(quota.interval()));
        var period = Long.toString(micros(quota.period()));
        return redis.call(client -> GCRA.run(client, "rate:{" + key + "}", interval, period))
                .map(reply -> decision((List<?>) reply))
                .orElseGet(() -> fallback.take(key, quota.dividedBy(PART_WITHOUT_CACHE)));
    }

    private static Decision decision(List<?> reply) {
        return new Decision(
                number(reply, 0) == 1, number(reply, 1), duration(number(reply, 2)), duration(number(reply, 3)));
    }

    private static long number(List<?> reply, int index) {
        return (Long) reply.get(index);
    }

    private static long micros(Duration duration) {
        return duration.dividedBy(Duration.of(1, ChronoUnit.MICROS));
    }

    private static Duration duration(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }
}
