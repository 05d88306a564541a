package io.gatehouse.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void withoutALimitEverythingIsWaitedForAsLongAsItIsWorth() {
        assertThat(TimeLimit.left(HOUR)).isEqualTo(HOUR);
        assertThat(TimeLimit.millisFor("database", SECOND)).isEqualTo(1_000);
    }

    @Test
    void aLimitShortensOnlyWhatIsLonger() {
        assertThat(TimeLimit.<Duration>within(HOUR, () -> TimeLimit.left(SECOND)))
                .isEqualTo(SECOND);
        assertThat(TimeLimit.<Duration>within(SECOND, () -> TimeLimit.left(HOUR)))
                .isLessThanOrEqualTo(SECOND);
    }

    @Test
    void thereIsNothingToWaitForOnceTheTimeIsUp() {
        assertThat(TimeLimit.<Duration>within(Duration.ZERO, () -> TimeLimit.left(HOUR)))
                .isZero();
        assertThatThrownBy(() -> TimeLimit.within(Duration.ZERO, () -> TimeLimit.millisFor("database", HOUR)))
                .isInstanceOfSatisfying(
                        Unavailable.class, e -> assertThat(e.dependency()).isEqualTo("database"));
    }

    @Test
    void whatTheWorkReturnsOrThrowsComesOut() {
        assertThat(TimeLimit.<String>within(SECOND, () -> "done")).isEqualTo("done");
        assertThatThrownBy(() -> TimeLimit.within(SECOND, () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
    }
}
