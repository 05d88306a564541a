package io.gatehouse.adapters.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.adapters.RealServers;
import io.gatehouse.domain.limit.Quota;
import io.gatehouse.localcloud.services.store.RedisServer;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ASVS-2.4.1")
class RedisRateLimiterTest {
    private static final Quota FIVE_AN_HOUR = new Quota(5, Duration.ofHours(1));

    @Test
    void wholeQuotaIsAllowedAtOnceAndNoMore() {
        var limiter = new RedisRateLimiter(Connected.to(RealServers.cache()), InstantSource.system());
        var key = UUID.randomUUID().toString();
        var remaining = IntStream.range(0, 5)
                .mapToObj(i -> limiter.take(key, FIVE_AN_HOUR).remaining())
                .toList();
        assertThat(remaining).containsExactly(4L, 3L, 2L, 1L, 0L);

        var refused = limiter.take(key, FIVE_AN_HOUR);
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.retryAfter()).isBetween(Duration.ofMinutes(11), Duration.ofMinutes(12));
        assertThat(refused.resetAfter()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
    }

    @Test
    void quotaRefillsOverTime() {
        var limiter = new RedisRateLimiter(Connected.to(RealServers.cache()), InstantSource.system());
        var key = UUID.randomUUID().toString();
        var quick = new Quota(2, Duration.ofSeconds(4));
        assertThat(limiter.take(key, quick).remaining()).isEqualTo(1);
        await().until(() -> !limiter.take(key, quick).allowed());
        await().until(() -> limiter.take(key, quick).allowed());
    }

    @Test
    void everyKeyHasItsOwnQuota() {
        var limiter = new RedisRateLimiter(Connected.to(RealServers.cache()), InstantSource.system());
        var one = new Quota(1, Duration.ofHours(1));
        assertThat(limiter.take(UUID.randomUUID().toString(), one).allowed()).isTrue();
        assertThat(limiter.take(UUID.randomUUID().toString(), one).allowed()).isTrue();
    }

    @Test
    void concurrentRequestsAreCountedOnce() {
        var limiter = new RedisRateLimiter(Connected.to(RealServers.cache()), InstantSource.system());
        var key = UUID.randomUUID().toString();
        var ten = new Quota(10, Duration.ofHours(1));
        var allowed = IntStream.range(0, 64)
                .parallel()
                .filter(i -> limiter.take(key, ten).allowed())
                .count();
        assertThat(allowed).isEqualTo(10);
    }

    @Test
    void smallerQuotaAppliesWithoutTheCache() {
        var limiter = new RedisRateLimiter(new Redis(URI.create("redis://127.0.0.1:1"), 4), InstantSource.system());
        assertThat(limiter.take("somebody", FIVE_AN_HOUR).allowed()).isTrue();
        assertThat(limiter.take("somebody", FIVE_AN_HOUR).allowed()).isFalse();
    }

    @Test
    void scriptIsLoadedAgainAfterARestart() {
        try (var server = RedisServer.temporary();
                var redis = Connected.briefly(URI.create(server.uri()))) {
            var limiter = new RedisRateLimiter(redis, InstantSource.system());
            awaitCountInRedis(limiter);
            server.kill();
            assertThat(limiter.take("somebody", FIVE_AN_HOUR).remaining()).isZero();
            server.restart();
            awaitCountInRedis(limiter);
        }
    }

    private static void awaitCountInRedis(RedisRateLimiter limiter) {
        await().until(() ->
                limiter.take(UUID.randomUUID().toString(), FIVE_AN_HOUR).remaining() == 4);
    }
}
