package io.gatehouse.domain.basics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.domain.errors.Unavailable;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeBudgetTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void withoutABudgetTheProposedTimeIsLeft() {
        assertThat(TimeBudget.left(HOUR)).isEqualTo(HOUR);
        assertThat(TimeBudget.millisFor("database", SECOND)).isEqualTo(1_000);
    }

    @Test
    void aBudgetShortensOnlyLongerTimes() {
        assertThat(TimeBudget.<Duration>within(HOUR, () -> TimeBudget.left(SECOND)))
                .isEqualTo(SECOND);
        assertThat(TimeBudget.<Duration>within(SECOND, () -> TimeBudget.left(HOUR)))
                .isLessThanOrEqualTo(SECOND);
    }

    @Test
    void aUsedUpBudgetLeavesNoTime() {
        assertThat(TimeBudget.<Duration>within(Duration.ZERO, () -> TimeBudget.left(HOUR)))
                .isZero();
        assertThatThrownBy(() -> TimeBudget.within(Duration.ZERO, () -> TimeBudget.millisFor("database", HOUR)))
                .isInstanceOfSatisfying(
                        Unavailable.class, e -> assertThat(e.dependency()).isEqualTo("database"));
    }

    @Test
    void resultsAndExceptionsOfTheWorkPass() {
        assertThat(TimeBudget.<String>within(SECOND, () -> "done")).isEqualTo("done");
        assertThatThrownBy(() -> TimeBudget.within(SECOND, () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
    }
}
