package io.gatehouse.domain.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.credential.FailedAttempts.Count;
import io.gatehouse.domain.testing.Samples;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Failed attempts: none is lost, and a block is set from the count that was read. */
public interface FailedAttemptsContract extends UnderTest {
    byte[] TARGET = {1, 2, 3};

    @Test
    default void failuresAreCountedInARowUntilTheyAreCleared() {
        var now = Samples.now();
        assertThat(count()).isEmpty();
        assertThat(fail(now)).isEqualTo(1);
        assertThat(count()).contains(new Count(1, now, now));
        assertThat(fail(now.plusSeconds(5))).isEqualTo(2);
        assertThat(count()).contains(new Count(2, now.plusSeconds(5), now));
        execute(s -> assertThat(s.failedAttempts().find(new byte[] {1, 2})).isEmpty());

        execute(s -> s.failedAttempts().clear(TARGET));

        assertThat(count()).isEmpty();
        assertThat(fail(now)).isEqualTo(1);
    }

    @RepeatedTest(3)
    default void concurrentFailuresAreAllCounted() {
        var now = Samples.now();
        assertThat(race(s -> s.failedAttempts().add(Samples.IDS.next(), TARGET, now)))
                .containsExactlyInAnyOrder(1, 2, 3, 4);
        assertThat(count().orElseThrow().failures()).isEqualTo(4);
    }

    @Test
    default void aBlockFromAnotherCountIsRefused() {
        var now = Samples.now();
        fail(now);
        var known = count().orElseThrow();

        assertThat(block(known, now.plusSeconds(1))).isTrue();
        assertThat(block(known, now.plusSeconds(1))).as("blocked since").isFalse();
        var blocked = count().orElseThrow();
        assertThat(blocked).isEqualTo(new Count(1, now, now.plusSeconds(1)));
        fail(now);
        assertThat(block(blocked, now.plusSeconds(2))).as("failed since").isFalse();
        assertThat(count()).contains(new Count(2, now, now.plusSeconds(1)));
    }

    @Test
    default void aBlockIsOnlyEverMadeLonger() {
        var now = Samples.now();
        execute(s -> s.failedAttempts().block(TARGET, now));
        assertThat(count()).as("without a failure").isEmpty();

        fail(now);
        execute(s -> s.failedAttempts().block(TARGET, now.plusSeconds(60)));
        execute(s -> s.failedAttempts().block(TARGET, now.plusSeconds(30)));

        assertThat(count()).contains(new Count(1, now, now.plusSeconds(60)));
    }

    private int fail(Instant now) {
        return run(s -> s.failedAttempts().add(Samples.IDS.next(), TARGET, now));
    }

    private Optional<Count> count() {
        return run(s -> s.failedAttempts().find(TARGET));
    }

    private boolean block(Count known, Instant until) {
        return run(s -> s.failedAttempts().block(TARGET, known, until));
    }
}
