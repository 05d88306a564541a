package io.gatehouse.domain.sessions;

import static io.gatehouse.domain.testing.TestGatehouse.PASSWORD;
import static io.gatehouse.domain.testing.TestRules.LIFETIMES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.session.RefreshToken;
import io.gatehouse.domain.session.SessionTokens;
import io.gatehouse.domain.signin.VerifyPassword;
import io.gatehouse.domain.testing.Outcomes;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.SettableClock;
import io.gatehouse.domain.testing.TestGatehouse;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RefreshSessionTest {
    private final TestGatehouse gatehouse = new TestGatehouse();
    private final SettableClock clock = gatehouse.ports().clock();
    private final RefreshSession refreshSession = gatehouse.useCases().refreshSession();
    private final Account account = gatehouse.register(Samples.freshAddress());

    @Test
    @Tag("ASVS-10.4.5")
    @Tag("RFC-9700-4.14")
    void aTokenIsTradedForTheNextOfTheSameSession() {
        var first = signIn();

        var second = refresh(first);
        var third = refresh(second.refreshToken());

        assertThat(second.account()).isEqualTo(account);
        var caller = gatehouse
                .useCases()
                .authenticateCaller()
                .authenticate(second.accessToken().token());
        assertThat(caller.sessionId()).isEqualTo(first.sessionId());
        assertThat(Stream.of(first, second.refreshToken(), third.refreshToken()).map(RefreshToken::text))
                .doesNotHaveDuplicates();
        assertThat(gatehouse.rows().sessions()).hasSize(1);
    }

    @Test
    void refreshingKeepsHowAndWhenTheUserSignedIn() {
        var first = signIn();
        var opened = gatehouse.rows().sessions().getFirst();
        clock.advance(Duration.ofHours(1));

        refresh(first);

        assertThat(gatehouse.rows().sessions()).singleElement().satisfies(session -> {
            assertThat(session.counter()).isEqualTo(2);
            assertThat(session.authentication()).isEqualTo(opened.authentication());
        });
    }

    @Test
    void aLostAnswerIsGivenAgainHoweverLate() {
        var first = signIn();
        var second = refresh(first).refreshToken();

        clock.advance(LIFETIMES.idle().minusSeconds(1));

        assertThat(refresh(first).refreshToken().text()).isEqualTo(second.text());
        assertThat(gatehouse.rows().sessions()).hasSize(1);
    }

    @Test
    void twoTabsShareASuccessorForThirtySecondsAfterItsUse() {
        var first = signIn();
        var second = refresh(first).refreshToken();
        var third = refresh(second).refreshToken();

        clock.advance(Duration.ofSeconds(30).minusMillis(1));

        assertThat(refresh(first).refreshToken().text()).isEqualTo(second.text());
        assertThat(refresh(second).refreshToken().text()).isEqualTo(third.text());
        assertThat(refresh(third).refreshToken().text()).isNotEqualTo(third.text());
    }

    @Test
    @Tag("ASVS-10.4.5")
    void aTokenWhoseSuccessorWasUsedThirtySecondsAgoEndsTheSession() {
        var first = signIn();
        var third = refresh(refresh(first).refreshToken()).refreshToken();

        clock.advance(Duration.ofSeconds(30));

        assertRefused(first);
        assertThat(gatehouse.rows().sessions()).isEmpty();
        assertRefused(third);
        assertThat(isSignedIn(first)).isFalse();
        assertThat(gatehouse.audited()).containsExactly("registered", "signed_in", "refresh_token_reused");
    }

    @Test
    @Tag("ASVS-10.4.5")
    void anOlderTokenEndsTheSessionAtOnce() {
        var first = signIn();
        refresh(refresh(refresh(first).refreshToken()).refreshToken());

        assertRefused(first);

        assertThat(gatehouse.rows().sessions()).isEmpty();
        assertThat(isSignedIn(first)).isFalse();
    }

    @Test
    void aForgedTokenTouchesNothing() {
        var first = signIn();
        var third = refresh(refresh(first).refreshToken()).refreshToken();
        clock.advance(Duration.ofMinutes(1));

        assertRefused(new RefreshToken(third.sessionId(), 1, third.mac()));
        assertRefused(new RefreshToken(third.sessionId(), Long.MAX_VALUE, third.mac()));
        assertRefused(new RefreshToken(UUID.randomUUID(), 3, third.mac()));

        assertThat(refresh(third).refreshToken().counter()).isEqualTo(4);
    }

    @Test
    @Tag("ASVS-7.3.1")
    void aSessionThatIsNotRefreshedEnds() {
        var first = signIn();
        clock.advance(LIFETIMES.idle().minusMillis(1));
        var second = refresh(first).refreshToken();
        clock.advance(LIFETIMES.idle().minusMillis(1));
        var third = refresh(second).refreshToken();
        clock.advance(LIFETIMES.idle());

        assertRefused(third);
    }

    @Test
    @Tag("ASVS-7.3.2")
    @Tag("ASVS-10.4.8")
    void refreshingNeverExtendsTheAbsoluteLifetime() {
        var token = signIn();
        var end = clock.instant().plus(LIFETIMES.absolute());
        var step = LIFETIMES.idle().minusSeconds(60);
        while (clock.instant().plus(step).isBefore(end)) {
            clock.advance(step);
            var refreshed = refresh(token);
            assertThat(refreshed.refreshExpiresIn())
                    .isLessThanOrEqualTo(Duration.between(clock.instant(), end).toSeconds());
            token = refreshed.refreshToken();
        }
        clock.set(end);

        assertRefused(token);
    }

    @Test
    @Tag("ASVS-7.4.2")
    void noSessionOfADisabledAccountIsRefreshed() {
        var first = signIn();
        gatehouse.useCases().administerAccount().disable(account.email());
        assertRefused(first);

        gatehouse.useCases().administerAccount().enable(account.email());
        assertRefused(first);
    }

    @Test
    void aSessionThatIsNotAdmittedNowKeepsItsToken() {
        var first = signIn();
        assertThatThrownBy(() -> refreshSession.refresh(first.text(), Samples.CLIENT, session -> {
                    assertThat(session).isEqualTo(first.sessionId());
                    throw new IllegalStateException("too often");
                }))
                .hasMessage("too often");

        assertThat(refresh(first).refreshToken().counter()).isEqualTo(2);
    }

    private RefreshToken signIn() {
        var attempt = new VerifyPassword.Attempt(account.email(), PASSWORD, null);
        return gatehouse
                .useCases()
                .signInWithPassword()
                .signIn(attempt, Samples.CLIENT)
                .tokens()
                .refreshToken();
    }

    private SessionTokens refresh(RefreshToken token) {
        return refreshSession.refresh(token.text(), Samples.CLIENT, _ -> {});
    }

    private void assertRefused(RefreshToken token) {
        Outcomes.assertRefused(Reason.INVALID_REFRESH_TOKEN, () -> refresh(token));
    }

    private boolean isSignedIn(RefreshToken token) {
        return gatehouse
                .ports()
                .accountLookup()
                .signedIn(account.id(), token.sessionId())
                .isPresent();
    }
}
