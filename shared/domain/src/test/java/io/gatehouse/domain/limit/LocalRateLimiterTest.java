package io.gatehouse.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.limit.RateLimiter.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("ASVS-2.4.1")
class LocalRateLimiterTest {
    /** One in nine seconds. */
    private static final Quota HUNDRED = new Quota(100, Duration.ofMinutes(15));

    private static final Duration NINE = Duration.ofSeconds(9);

    private Instant now = Instant.parse("2026-11-23T21:05:27.123Z");
    private final LocalRateLimiter limiter = new LocalRateLimiter(() -> now);

    @Test
    void theWholeQuotaMayComeAtOnceAndNotOneMore() {
        for (var sent = 1; sent <= 100; sent++) {
            assertThat(take()).isEqualTo(new Decision(true, 100 - sent, Duration.ZERO, NINE.multipliedBy(sent)));
        }
        assertThat(take()).isEqualTo(new Decision(false, 0, NINE, HUNDRED.period()));
    }

    @Test
    void aRefusalCostsNothing() {
        exhaust();
        IntStream.range(0, 1_000).forEach(_ -> take());
        assertThat(take().retryAfter()).isEqualTo(NINE);
    }

    @Test
    void whoWaitsAsLongAsToldGetsThroughAndNotAMillisecondSooner() {
        exhaust();
        pass(Duration.ofSeconds(4));
        var refused = take();
        assertThat(refused).isEqualTo(new Decision(false, 0, Duration.ofSeconds(5), Duration.ofSeconds(896)));
        pass(refused.retryAfter().minusMillis(1));
        assertThat(take().allowed()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(take().allowed()).isTrue();
        assertThat(take().allowed()).isFalse();
    }

    @Test
    void theQuotaComesBackEvenlyAndIsNeverMoreThanWhole() {
        exhaust();
        pass(NINE.multipliedBy(30));
        assertThat(take().remaining()).isEqualTo(29);
        pass(Duration.ofDays(3));
        assertThat(take()).isEqualTo(new Decision(true, 99, Duration.ZERO, NINE));
    }

    @Test
    void everyKeyHasAQuotaOfItsOwn() {
        exhaust();
        assertThat(limiter.take("another", HUNDRED).allowed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, 60", "7, 900", "600, 60", "9973, 900"})
    void quotasThatDoNotDivideTheirPeriodAreExactToo(int requests, long seconds) {
        var quota = new Quota(requests, Duration.ofSeconds(seconds));
        var remaining = IntStream.range(0, requests)
                .mapToLong(_ -> limiter.take("key", quota).remaining())
                .toArray();
        assertThat(remaining)
                .isEqualTo(LongStream.iterate(requests - 1L, left -> left - 1)
                        .limit(requests)
                        .toArray());
        var refused = limiter.take("key", quota);
        assertThat(refused.allowed()).isFalse();
        pass(refused.retryAfter());
        assertThat(limiter.take("key", quota).allowed()).isTrue();
    }

    @Test
    void memoryIsBoundedAndWhoKeepsComingIsNotForgotten() {
        exhaust();
        for (var i = 0; i < 9_999; i++) {
            limiter.take("first " + i, HUNDRED);
        }
        assertThat(take().allowed()).isFalse();
        for (var i = 0; i < 9_999; i++) {
            limiter.take("second " + i, HUNDRED);
        }
        assertThat(take().allowed()).as("the least recently used went first").isFalse();
        for (var i = 0; i < 10_000; i++) {
            limiter.take("third " + i, HUNDRED);
        }
        assertThat(take().allowed()).as("more than 10,000 keys have come since").isTrue();
    }

    @Test
    @Tag("ASVS-15.4.1")
    void threadsShareOneQuota() {
        var allowed = IntStream.range(0, 1_000)
                .parallel()
                .filter(_ -> take().allowed())
                .count();
        assertThat(allowed).isEqualTo(100);
    }

    @Test
    void aPartOfAQuotaIsAtLeastOneRequest() {
        assertThat(HUNDRED.dividedBy(8)).isEqualTo(new Quota(12, HUNDRED.period()));
        assertThat(HUNDRED.dividedBy(1_000)).isEqualTo(new Quota(1, HUNDRED.period()));
    }

    private Decision take() {
        return limiter.take("key", HUNDRED);
    }

    private void exhaust() {
        IntStream.range(0, 100).forEach(_ -> take());
    }

    private void pass(Duration duration) {
        now = now.plus(duration);
    }
}
