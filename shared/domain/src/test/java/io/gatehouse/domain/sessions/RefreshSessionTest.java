package io.gatehouse.domain.sessions;

import static io.gatehouse.domain.testing.TestGatehouse.PASSWORD;
import static io.gatehouse.domain.testing.TestRules.LIFETIMES;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.session.RefreshToken;
import io.gatehouse.domain.session.SessionTokens;
import io.gatehouse.domain.signin.VerifyPassword;
import io.gatehouse.domain.testing.InMemoryPorts;
import io.gatehouse.domain.testing.Outcomes;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.SettableClock;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.domain.work.Stores;
import io.gatehouse.domain.work.TransactionalStores;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RefreshSessionTest {
    private static final Client OTHER = new Client("203.0.113.7", "another user agent");

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
    void aLostAnswerIsGivenAgainAsOftenAsItIsLost() {
        var first = signIn();
        var second = refresh(first).refreshToken();

        for (var i = 0; i < 10; i++) {
            clock.advance(Duration.ofMinutes(5));
            assertThat(refresh(first).refreshToken().text()).isEqualTo(second.text());
        }
    }

    @Test
    void withinThirtySecondsTheTwoTokensBeforeGiveAgainWhatTheyGaveToAnybody() {
        var first = signIn();
        var second = refresh(first).refreshToken();
        var third = refresh(second).refreshToken();

        clock.advance(Duration.ofSeconds(30).minusMillis(1));

        assertThat(refresh(first, OTHER).refreshToken().text()).isEqualTo(second.text());
        assertThat(refresh(second, OTHER).refreshToken().text()).isEqualTo(third.text());
        assertThat(refresh(third, OTHER).refreshToken().text()).isNotEqualTo(third.text());
    }

    @Test
    @Tag("ASVS-10.4.5")
    void aTokenWhoseSuccessorWasUsedThirtySecondsAgoEndsTheSession() {
        var first = signIn();
        var third = refresh(refresh(first).refreshToken()).refreshToken();

        clock.advance(Duration.ofSeconds(30));

        assertEnds(first, Samples.CLIENT);
        assertRefused(third);
        assertThat(isSignedIn(first)).isFalse();
    }

    @Test
    @Tag("ASVS-10.4.5")
    void anOlderTokenEndsTheSessionAtOnce() {
        var first = signIn();
        refresh(refresh(refresh(first).refreshToken()).refreshToken());

        assertEnds(first, Samples.CLIENT);
        assertThat(isSignedIn(first)).isFalse();
    }

    @Test
    @Tag("ASVS-10.4.5")
    void afterThirtySecondsAnotherUserAgentGetsNoAnswerAgain() {
        var first = signIn();
        refresh(first);
        clock.advance(Duration.ofSeconds(30));

        assertEnds(first, OTHER);
    }

    @Test
    void theUserAgentOfTheLastRefreshCounts() {
        var first = signIn();
        var second = refresh(first, OTHER).refreshToken();
        clock.advance(Duration.ofSeconds(30));

        assertThat(refresh(first, OTHER).refreshToken().text()).isEqualTo(second.text());
        assertEnds(first, Samples.CLIENT);
    }

    @Test
    @Tag("ASVS-10.4.5")
    void aThiefInStepIsNoticedAtTheThirdRotation() {
        var token = signIn();
        for (var rotation = 1; rotation <= 2; rotation++) {
            var next = refresh(token).refreshToken();
            clock.advance(Duration.ofMinutes(5));
            assertThat(refresh(token).refreshToken().text()).isEqualTo(next.text());
            assertThat(refresh(token).refreshToken().text()).as("again").isEqualTo(next.text());
            token = next;
        }
        refresh(token);
        clock.advance(Duration.ofMinutes(5));

        assertEnds(token, Samples.CLIENT);
    }

    @Test
    void aRotationThatIsNotRepeatedLateInterruptsTheStreak() {
        var token = signIn();
        for (var rotation = 1; rotation <= 9; rotation++) {
            var next = refresh(token).refreshToken();
            if (rotation % 3 > 0) {
                clock.advance(Duration.ofMinutes(5));
            }
            assertThat(refresh(token).refreshToken().text()).isEqualTo(next.text());
            token = next;
        }
    }

    @Test
    void theOwnerIsToldOnceThatASessionEnded() {
        var first = signIn();
        refresh(refresh(refresh(first).refreshToken()).refreshToken());

        assertRefused(first);
        assertRefused(first);

        assertThat(gatehouse.mails()).containsOnlyOnce(MailTemplate.SESSION_ENDED);
        assertThat(gatehouse.audited()).containsOnlyOnce("refresh_token_reused");
    }

    @Test
    void nobodyFillsAMailboxThatIsNotProven() {
        var limited = new TestGatehouse(TestRules.UNLIMITED.mailsPerAddress(2));
        var email = limited.register(Samples.freshAddress()).email();
        for (var i = 0; i < 5; i++) {
            var first = signIn(limited, email);
            var use = limited.useCases().refreshSession();
            use.refresh(use.refresh(first, Samples.CLIENT).refreshToken(), Samples.CLIENT);
            limited.ports().clock().advance(Duration.ofSeconds(30));
            Outcomes.assertRefused(Reason.INVALID_REFRESH_TOKEN, () -> use.refresh(first, Samples.CLIENT));
        }

        assertThat(limited.deliverMails())
                .filteredOn(sent -> sent.mail().template() == MailTemplate.SESSION_ENDED)
                .hasSize(2);
    }

    /** Each is a round trip; see ADR 22. */
    @Test
    void aRefreshAndALateRepeatAreTwoStatementsEach() {
        var first = signIn();
        var counting = new CountingStores(gatehouse.rows(), new AtomicInteger());
        var ports = new InMemoryPorts(gatehouse.rows(), counting);
        ports.clock().set(clock.instant());
        var refresh = new TestGatehouse(ports, TestRules.UNLIMITED).useCases().refreshSession();

        refresh.refresh(first, Samples.CLIENT);
        assertThat(counting.statements()).hasValue(2);

        ports.clock().advance(Duration.ofSeconds(30));
        refresh.refresh(first, Samples.CLIENT);
        assertThat(counting.statements()).hasValue(4);
    }

    private record CountingStores(TransactionalStores stores, AtomicInteger statements) implements TransactionalStores {
        @Override
        public <T> T run(Function<Stores, T> work) {
            throw new AssertionError("a transaction");
        }

        @Override
        public <T> T autoCommit(Function<Stores, T> statement) {
            statements.incrementAndGet();
            return stores.autoCommit(statement);
        }
    }

    @Test
    void aForgedTokenTouchesNothing() {
        var first = signIn();
        var third = refresh(refresh(first).refreshToken()).refreshToken();
        clock.advance(Duration.ofMinutes(1));

        assertRefused(new RefreshToken(third.sessionId(), 1, third.check(), third.code()));
        assertRefused(new RefreshToken(third.sessionId(), Long.MAX_VALUE, third.check(), third.code()));
        assertRefused(new RefreshToken(UUID.randomUUID(), 3, third.check(), third.code()));

        assertThat(refresh(third).refreshToken().counter()).isEqualTo(4);
    }

    @Test
    void aTokenThatADatabaseWhichWasSetBackDoesNotKnowIsRefused() {
        var first = signIn();
        var session = gatehouse.rows().sessions().getFirst();
        var unknown = gatehouse.useCases().refreshTokens().at(session, 2);

        assertRefused(unknown);

        assertThat(refresh(first).refreshToken().text()).isEqualTo(unknown.text());
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

    private RefreshToken signIn() {
        return signIn(gatehouse, account.email());
    }

    private static RefreshToken signIn(TestGatehouse gatehouse, EmailAddress email) {
        var attempt = new VerifyPassword.Attempt(email, PASSWORD, null);
        return gatehouse
                .useCases()
                .signInWithPassword()
                .signIn(attempt, Samples.CLIENT)
                .tokens()
                .refreshToken();
    }

    private SessionTokens refresh(RefreshToken token) {
        return refresh(token, Samples.CLIENT);
    }

    private SessionTokens refresh(RefreshToken token, Client client) {
        return refreshSession.refresh(token, client);
    }

    private void assertRefused(RefreshToken token) {
        Outcomes.assertRefused(Reason.INVALID_REFRESH_TOKEN, () -> refresh(token));
    }

    private void assertEnds(RefreshToken token, Client client) {
        assertThat(gatehouse.rows().sessions()).hasSize(1);
        Outcomes.assertRefused(Reason.INVALID_REFRESH_TOKEN, () -> refresh(token, client));
        assertThat(gatehouse.rows().sessions()).isEmpty();
        assertThat(gatehouse.audited()).containsExactly("registered", "signed_in", "refresh_token_reused");
        assertThat(gatehouse.mails()).endsWith(MailTemplate.SESSION_ENDED);
    }

    private boolean isSignedIn(RefreshToken token) {
        return gatehouse
                .ports()
                .accountLookup()
                .signedIn(account.id(), token.sessionId())
                .isPresent();
    }
}
