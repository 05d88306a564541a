package io.gatehouse.domain.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailLink.Purpose;
import io.gatehouse.domain.mail.MailToken;
import io.gatehouse.domain.testing.Samples;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The tokens in the links of mails: used once. */
public interface MailTokensContract extends UnderTest {

    @Test
    default void aMailTokenIsFoundByItsHashAndUsedOnce() {
        var token = add(UUID.randomUUID(), Purpose.RESET_PASSWORD);

        assertThat(find(token)).get().usingRecursiveComparison().isEqualTo(token);
        assertThat(remove(token)).isTrue();
        assertThat(remove(token)).isFalse();
        assertThat(find(token)).isEmpty();
    }

    @RepeatedTest(3)
    default void oneOfConcurrentTransactionsUsesAMailToken() {
        var token = add(UUID.randomUUID(), Purpose.RESET_PASSWORD);
        assertThat(race(s -> s.mailTokens().remove(token)))
                .containsOnlyOnce(true)
                .contains(false);
    }

    @Test
    default void triesWithAMailTokenAreCountedUpToTheirLimit() {
        var token = add(UUID.randomUUID(), Purpose.VERIFY_EMAIL);
        var other = add(token.link().owner(), Purpose.VERIFY_EMAIL);

        for (var tries = 0; tries < MailToken.MAX_TRIES; tries++) {
            assertThat(find(token)).get().returns(tries, MailToken::tries);
            assertThat(countTry(token)).isTrue();
        }

        assertThat(countTry(token)).isFalse();
        assertThat(find(token)).get().returns(MailToken.MAX_TRIES, MailToken::tries);
        assertThat(find(other)).get().returns(0, MailToken::tries);
        assertThat(remove(token)).as("the last try may be the right one").isTrue();
        assertThat(countTry(token)).isFalse();
    }

    @RepeatedTest(3)
    default void concurrentTransactionsCountNoMoreTriesThanThereAre() {
        var token = add(UUID.randomUUID(), Purpose.VERIFY_EMAIL);

        assertThat(race(s -> s.mailTokens().countTry(token))).hasSize(4).containsOnly(true);
        assertThat(race(s -> s.mailTokens().countTry(token)))
                .containsOnlyOnce(true)
                .contains(false);
        assertThat(find(token)).get().returns(MailToken.MAX_TRIES, MailToken::tries);
    }

    @Test
    default void tokensOfAnOwnerComeNewestFirstExceptForOnePurpose() {
        var owner = UUID.randomUUID();
        var verify = add(owner, Purpose.VERIFY_EMAIL);
        var reset = add(owner, Purpose.RESET_PASSWORD);
        var again = add(owner, Purpose.VERIFY_EMAIL);
        add(UUID.randomUUID(), Purpose.VERIFY_EMAIL);

        assertThat(ofOwner(owner, Purpose.RESET_PASSWORD, 10)).containsExactly(again.id(), verify.id());
        assertThat(ofOwner(owner, Purpose.CONFIRM_OLD_EMAIL, 2)).containsExactly(again.id(), reset.id());
    }

    @Test
    default void tokensOfAnOwnerAreRemovedInBatches() {
        var owner = UUID.randomUUID();
        var foreign = add(UUID.randomUUID(), Purpose.VERIFY_EMAIL);
        for (var i = 0; i < 3; i++) {
            add(owner, Purpose.VERIFY_EMAIL);
        }

        assertThat(removeSome(owner)).isEqualTo(2);
        assertThat(removeSome(owner)).isEqualTo(1);
        assertThat(removeSome(owner)).isZero();
        assertThat(find(foreign)).isPresent();
    }

    private MailToken add(UUID owner, Purpose purpose) {
        var link = new MailLink(purpose, owner, "1 ada@example.com");
        var token = MailToken.create(Samples.IDS.next(), MailToken.text(Samples.RANDOM), link, Samples.now());
        execute(s -> s.mailTokens().add(token));
        return token;
    }

    private Optional<MailToken> find(MailToken token) {
        return run(s -> s.mailTokens().find(token.hash()));
    }

    private List<UUID> ofOwner(UUID owner, Purpose except, int limit) {
        return run(s -> s.mailTokens().ofOwner(owner, except, limit)).stream()
                .map(MailToken::id)
                .toList();
    }

    private boolean countTry(MailToken token) {
        return run(s -> s.mailTokens().countTry(token));
    }

    private boolean remove(MailToken token) {
        return run(s -> s.mailTokens().remove(token));
    }

    private int removeSome(UUID owner) {
        return run(s -> s.mailTokens().removeSome(owner, 2));
    }
}
