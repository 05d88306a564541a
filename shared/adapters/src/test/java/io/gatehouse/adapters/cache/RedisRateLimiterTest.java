package io.gatehouse.adapters.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.adapters.Stores;
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
    private static final Quota FIVE_A_MINUTE = new Quota(5, Duration.ofMinutes(1));

    @Test
    void theWholeQuotaMayComeAtOnceAndNoMore() {
        var limiter = new RedisRateLimiter(Connected.to(Stores.cache()), InstantSource.system());
        var key = UUID.randomUUID().toString();
        var remaining = IntStream.range(0, 5)
                .mapToObj(i -> limiter.take(key, FIVE_A_MINUTE).remaining())
                .toList();
        assertThat(remaining).containsExactly(4L, 3L, 2L, 1L, 0L);

        var refused = limiter.take(key, FIVE_A_MINUTE);
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.retryAfter()).isBetween(Duration.ofSeconds(11), Duration.ofSeconds(12));
        assertThat(refused.resetAfter()).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(60));
    }

    @Test
    void aShareOfTheQuotaComesBackWithTime() {
        var limiter = new RedisRateLimiter(Connected.to(Stores.cache()), InstantSource.system());
        var key = UUID.randomUUID().toString();
        var quick = new Quota(2, Duration.ofMillis(400));
        limiter.take(key, quick);
        limiter.take(key, quick);
        assertThat(limiter.take(key, quick).allowed()).isFalse();
        await().atMost(Duration.ofSeconds(2))
                .until(() -> limiter.take(key, quick).allowed());
    }

    @Test
    void keysDoNotShareAQuota() {
        var limiter = new RedisRateLimiter(Connected.to(Stores.cache()), InstantSource.system());
        var one = new Quota(1, Duration.ofMinutes(1));
        assertThat(limiter.take(UUID.randomUUID().toString(), one).allowed()).isTrue();
        assertThat(limiter.take(UUID.randomUUID().toString(), one).allowed()).isTrue();
    }

    @Test
    void concurrentRequestsAreCountedOnce() {
        var limiter = new RedisRateLimiter(Connected.to(Stores.cache()), InstantSource.system());
        var key = UUID.randomUUID().toString();
        var ten = new Quota(10, Duration.ofHours(1));
        var allowed = IntStream.range(0, 64)
                .parallel()
                .filter(i -> limiter.take(key, ten).allowed())
                .count();
        assertThat(allowed).isEqualTo(10);
    }

    @Test
    void withoutTheCacheASmallerQuotaHolds() {
        var limiter = new RedisRateLimiter(new Redis(URI.create("redis://127.0.0.1:1"), 4), InstantSource.system());
        assertThat(limiter.take("somebody", FIVE_A_MINUTE).allowed()).isTrue();
        assertThat(limiter.take("somebody", FIVE_A_MINUTE).allowed()).isFalse();
    }

    @Test
    void aRestartedServerLearnsTheScriptAgain() {
        try (var server = RedisServer.temporary();
                var redis = Connected.to(URI.create(server.uri()))) {
            var limiter = new RedisRateLimiter(redis, InstantSource.system());
            assertThat(limiter.take("somebody", FIVE_A_MINUTE).remaining()).isEqualTo(4);
            server.kill();
            assertThat(limiter.take("somebody", FIVE_A_MINUTE).allowed()).isTrue();
            server.restart();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> limiter.take(UUID.randomUUID().toString(), FIVE_A_MINUTE)
                                    .remaining()
                            == 4);
        }
    }
}
