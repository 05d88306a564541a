package io.gatehouse.domain.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.idempotency.IdempotencyKeys.Claim;
import io.gatehouse.domain.idempotency.IdempotencyKeys.Taken;
import io.gatehouse.domain.testing.Samples;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Idempotency keys: claimed by one request at a time, answered by its holder. */
public interface IdempotencyKeysContract extends UnderTest {
    byte[] KEY = {1, 2, 3};

    @Test
    default void aKeyIsClaimedOnceUntilItsLeaseEnds() {
        var now = Samples.now();
        var first = freshClaim(now);
        assertThat(find()).isEmpty();
        assertThat(claim(first, now)).isTrue();
        assertThat(find()).get().usingRecursiveComparison().isEqualTo(new Taken(first.request(), null));
        assertThat(claim(freshClaim(now), now)).isFalse();
        assertThat(claim(freshClaim(now), first.until())).isTrue();
    }

    @RepeatedTest(3)
    default void oneOfConcurrentRequestsClaimsAKey() {
        var now = Samples.now();
        assertThat(race(s -> s.idempotencyKeys().claim(freshClaim(now), now)))
                .containsOnlyOnce(true)
                .contains(false);
    }

    @Test
    default void onlyTheHolderAnswersAKey() {
        var now = Samples.now();
        var first = freshClaim(now);
        claim(first, now);
        var second = freshClaim(first.until());
        claim(second, first.until());

        execute(s -> s.idempotencyKeys().answer(first, new byte[] {1}));
        assertThat(find().orElseThrow().answer()).isNull();
        execute(s -> s.idempotencyKeys().answer(second, new byte[] {2}));
        assertThat(find().orElseThrow().answer()).containsExactly(2);
    }

    @Test
    default void anAnswerHoldsItsKeyUntilItExpires() {
        var now = Samples.now();
        var first = freshClaim(now);
        claim(first, now);
        execute(s -> s.idempotencyKeys().answer(first, new byte[] {1}));

        assertThat(claim(freshClaim(now), first.until())).isFalse();
        assertThat(claim(freshClaim(now), first.expiresAt())).isTrue();
        assertThat(find().orElseThrow().answer()).as("of the request before").isNull();
    }

    @Test
    default void onlyTheHolderReleasesAKey() {
        var now = Samples.now();
        var first = freshClaim(now);
        claim(first, now);
        var second = freshClaim(first.until());
        claim(second, first.until());

        execute(s -> s.idempotencyKeys().release(first));
        assertThat(find()).isPresent();
        execute(s -> s.idempotencyKeys().release(second));
        assertThat(find()).isEmpty();
        assertThat(claim(freshClaim(now), now)).isTrue();
    }

    private static Claim freshClaim(Instant now) {
        return new Claim(Samples.IDS.next(), KEY, new byte[] {9}, now.plusSeconds(30), now.plusSeconds(86_400));
    }

    private boolean claim(Claim claim, Instant now) {
        return run(s -> s.idempotencyKeys().claim(claim, now));
    }

    private Optional<Taken> find() {
        return run(s -> s.idempotencyKeys().find(KEY));
    }
}
