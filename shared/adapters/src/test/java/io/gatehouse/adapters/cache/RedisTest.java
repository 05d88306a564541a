package io.gatehouse.adapters.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.domain.basics.TimeBudget;
import io.gatehouse.localcloud.services.store.RedisServer;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.exceptions.JedisConnectionException;

@Timeout(60)
class RedisTest {
    private RedisServer server;
    private Redis redis;

    @BeforeEach
    void start() {
        server = RedisServer.temporary();
        redis = new Redis(URI.create(server.uri()), 4);
    }

    @AfterEach
    void stop() {
        redis.close();
        server.close();
    }

    @Test
    void reconnectingIsPausedAfterAFailure() {
        server.kill();
        assertThat(set()).isEmpty();

        assertThatThrownBy(redis::ping)
                .isInstanceOf(JedisConnectionException.class)
                .hasMessage("Reconnecting is paused for 2 s.");
        server.restart();
        await().until(() -> set().isPresent());
    }

    @Test
    void callsGiveUpWhileTheFirstConnectionStalls() {
        server.suspend();
        try {
            var calls = IntStream.range(0, 32)
                    .mapToObj(i -> CompletableFuture.supplyAsync(this::set, Thread.ofVirtual()::start))
                    .toList();
            assertThat(calls).allSatisfy(call -> assertThat(call.join()).isEmpty());
        } finally {
            server.resume();
        }
    }

    @Test
    void breakerOpensAfterTwoCallsToAStalledServer() {
        await().until(() -> set().isPresent());
        for (var i = 0; i < 30; i++) {
            set();
        }
        var waits = new AtomicInteger();
        server.suspend();
        try {
            for (var i = 0; i < 10; i++) {
                redis.call(client -> {
                    waits.incrementAndGet();
                    return client.set("key", "value");
                });
            }
        } finally {
            server.resume();
        }
        assertThat(waits).hasValue(2);
        await().until(() -> set().isPresent());
    }

    @Test
    void callIsSkippedWhenTheTimeBudgetIsShort() {
        await().until(() -> set().isPresent());
        var called = new AtomicBoolean();

        var answer = TimeBudget.within(Duration.ofMillis(400), () -> redis.call(client -> called.getAndSet(true)));

        assertThat(answer).isEmpty();
        assertThat(called).isFalse();
    }

    private Optional<String> set() {
        return redis.call(client -> client.set("key", "value"));
    }
}
