package io.gatehouse.domain.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.idempotency.IdempotencyKeys.Claim;
import io.gatehouse.domain.idempotency.IdempotencyKeys.Taken;
import io.gatehouse.domain.testing.Samples;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
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
        assertThat(find()).get().usingRecursiveComparison().isEqualTo(new Taken(first.request(), null, null));
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

        execute(s -> s.idempotencyKeys().answer(first, new byte[] {1}, null));
        assertThat(find().orElseThrow().answer()).isNull();
        execute(s -> s.idempotencyKeys().answer(second, new byte[] {2}, null));
        assertThat(find().orElseThrow().answer()).containsExactly(2);
    }

    @Test
    default void anAnswerHoldsItsKeyUntilItExpires() {
        var now = Samples.now();
        var first = freshClaim(now);
        claim(first, now);
        execute(s -> s.idempotencyKeys().answer(first, new byte[] {1}, null));

        assertThat(claim(freshClaim(now), first.until())).isFalse();
        assertThat(findAt(first.expiresAt().minusMillis(1))).isPresent();
        assertThat(findAt(first.expiresAt())).isEmpty();
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

    @Test
    default void answersThatNameAnAccountAreRemovedSomeAtATime() {
        var now = Samples.now();
        var account = UUID.randomUUID();
        var claims = IntStream.range(0, 4)
                .mapToObj(i -> freshClaim(new byte[] {7, (byte) i}, now))
                .toList();
        execute(s -> {
            claims.forEach(
                    claim -> assertThat(s.idempotencyKeys().claim(claim, now)).isTrue());
            claims.subList(0, 3).forEach(claim -> s.idempotencyKeys().answer(claim, new byte[] {1}, account));
            s.idempotencyKeys().answer(claims.get(3), new byte[] {1}, UUID.randomUUID());
        });
        assertThat(find(claims.getFirst(), now)).map(Taken::accountId).contains(account);

        assertThat(removeSome(account, 2)).isEqualTo(2);
        assertThat(removeSome(account, 2)).isEqualTo(1);
        assertThat(removeSome(account, 2)).isZero();
        assertThat(find(claims.get(3), now)).isPresent();
    }

    @Test
    default void aKeyThatIsClaimedAgainNamesNoAccount() {
        var now = Samples.now();
        var account = UUID.randomUUID();
        var first = freshClaim(now);
        claim(first, now);
        execute(s -> s.idempotencyKeys().answer(first, new byte[] {1}, account));
        claim(freshClaim(first.expiresAt()), first.expiresAt());

        assertThat(removeSome(account, 2)).isZero();
    }

    private Optional<Taken> find(Claim claim, Instant now) {
        return run(s -> s.idempotencyKeys().find(claim.key(), now));
    }

    private int removeSome(UUID account, int limit) {
        return run(s -> s.idempotencyKeys().removeSome(account, limit));
    }

    private static Claim freshClaim(Instant now) {
        return freshClaim(KEY, now);
    }

    private static Claim freshClaim(byte[] key, Instant now) {
        return new Claim(Samples.IDS.next(), key, new byte[] {9}, now.plusSeconds(30), now.plusSeconds(86_400));
    }

    private boolean claim(Claim claim, Instant now) {
        return run(s -> s.idempotencyKeys().claim(claim, now));
    }

    private Optional<Taken> find() {
        return findAt(Samples.now());
    }

    private Optional<Taken> findAt(Instant now) {
        return run(s -> s.idempotencyKeys().find(KEY, now));
    }
}
