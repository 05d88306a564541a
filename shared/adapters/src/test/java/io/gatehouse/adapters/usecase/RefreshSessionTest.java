package io.gatehouse.adapters.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapters.Fixtures;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.errors.Refused.Reason;
import io.gatehouse.domain.session.RefreshToken;
import io.gatehouse.domain.sessions.ManageSessions.Scope;
import io.gatehouse.domain.sessions.RefreshSession;
import io.gatehouse.domain.signin.SignIn.Credentials;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"read committed", "repeatable read"})
class RefreshSessionTest {
    private static final Password PASSWORD = new Password("correct horse battery staple");
    private static final int ROUNDS = 20;
    private static final int AT_ONCE = 64;

    @Parameter
    String isolation;

    private UseCases useCases;
    private Account account;
    private RefreshSession refreshSession;
    private Instant now = Fixtures.now();

    @BeforeEach
    void register() {
        useCases = new UseCases(isolation);
        account = useCases.register().account(Fixtures.freshAddress(), PASSWORD, Locale.ENGLISH, Fixtures.CLIENT);
        refreshSession = useCases.refreshSession(() -> now);
    }

    @Test
    @Tag("ASVS-10.4.5")
    @Tag("RFC-9700-4.14")
    void aTokenIsTradedForTheNextOfTheSameSession() {
        var first = signIn();

        var second = refresh(first);
        var third = refresh(second.refreshToken());

        assertThat(second.account()).isEqualTo(account);
        assertThat(second.accessToken().token()).isEqualTo(sessionOf(first));
        assertThat(Stream.of(first, second.refreshToken(), third.refreshToken()).map(RefreshToken::text))
                .doesNotHaveDuplicates();
        assertThat(useCases.count("sessions")).isEqualTo(1);
    }

    @Test
    void aLostAnswerIsGivenAgainHoweverLate() {
        var first = signIn();
        var second = refresh(first).refreshToken();

        now = now.plus(Fixtures.LIFETIMES.idle()).minusSeconds(1);

        assertThat(refresh(first).refreshToken().text()).isEqualTo(second.text());
        assertThat(useCases.count("sessions")).isEqualTo(1);
    }

    @Test
    void twoTabsShareASuccessorForThirtySecondsAfterItsUse() {
        var first = signIn();
        var second = refresh(first).refreshToken();
        var third = refresh(second).refreshToken();

        now = now.plus(Duration.ofSeconds(30)).minusMillis(1);
        assertThat(refresh(first).refreshToken().text()).isEqualTo(second.text());
        assertThat(refresh(second).refreshToken().text()).isEqualTo(third.text());
        assertThat(refresh(third).refreshToken().text()).isNotEqualTo(third.text());
    }

    @Test
    @Tag("ASVS-10.4.5")
    void aTokenWhoseSuccessorWasUsedThirtySecondsAgoEndsTheSession() {
        var first = signIn();
        var third = refresh(refresh(first).refreshToken()).refreshToken();

        now = now.plus(Duration.ofSeconds(30));

        assertRefused(first);
        assertThat(useCases.count("sessions")).isZero();
        assertRefused(third);
        assertThat(isSignedIn(first)).isFalse();
        assertThat(useCases.audited()).contains("refresh_token_reused");
    }

    @Test
    @Tag("ASVS-10.4.5")
    void anOlderTokenEndsTheSessionAtOnce() {
        var first = signIn();
        refresh(refresh(refresh(first).refreshToken()).refreshToken());

        assertRefused(first);

        assertThat(useCases.count("sessions")).isZero();
        assertThat(isSignedIn(first)).isFalse();
    }

    @Test
    void aForgedTokenTouchesNothing() {
        var first = signIn();
        var third = refresh(refresh(first).refreshToken()).refreshToken();
        var forged = new RefreshToken(third.sessionId(), 1, third.mac());
        now = now.plus(Duration.ofMinutes(1));

        assertRefused(forged);
        assertRefused(new RefreshToken(third.sessionId(), Long.MAX_VALUE, third.mac()));
        assertRefused(new RefreshToken(UUID.randomUUID(), 3, third.mac()));

        assertThat(refresh(third)).isNotNull();
    }

    @Test
    @Tag("ASVS-7.3.1")
    void aSessionThatIsNotRefreshedEnds() {
        var first = signIn();
        now = now.plus(Fixtures.LIFETIMES.idle()).minusMillis(1);
        var second = refresh(first).refreshToken();
        now = now.plus(Fixtures.LIFETIMES.idle()).minusMillis(1);
        var third = refresh(second).refreshToken();
        now = now.plus(Fixtures.LIFETIMES.idle());

        assertRefused(third);
    }

    @Test
    @Tag("ASVS-7.3.2")
    @Tag("ASVS-10.4.8")
    void refreshingNeverExtendsTheAbsoluteLifetime() {
        var token = signIn();
        var end = now.plus(Fixtures.LIFETIMES.absolute());
        while (now.plus(Fixtures.LIFETIMES.idle()).minusSeconds(60).isBefore(end)) {
            now = now.plus(Fixtures.LIFETIMES.idle()).minusSeconds(60);
            var refreshed = refresh(token);
            assertThat(refreshed.refreshExpiresIn())
                    .isLessThanOrEqualTo(Duration.between(now, end).toSeconds());
            token = refreshed.refreshToken();
        }
        now = end;

        assertRefused(token);
    }

    @Test
    @Tag("ASVS-7.4.2")
    void noSessionOfADisabledAccountIsRefreshed() {
        var first = signIn();
        useCases.administer().disable(account.email());
        assertRefused(first);
        useCases.administer().enable(account.email());
        assertRefused(first);
    }

    @Test
    void aSessionThatMayNotBeRefreshedNowKeepsItsToken() {
        var first = signIn();
        assertThatThrownBy(() -> refreshSession.with(first.text(), Fixtures.CLIENT, session -> {
                    throw new IllegalStateException("too often");
                }))
                .hasMessage("too often");
        assertThat(refresh(first)).isNotNull();
    }

    @Test
    @Tag("ASVS-15.4.2")
    void ofManyWhoRefreshWithOneTokenAtOnceAllGetTheSameSuccessor() throws Exception {
        for (var round = 0; round < ROUNDS; round++) {
            var first = signIn();

            var answers = together(AT_ONCE, () -> refresh(first).refreshToken().text());

            assertThat(answers).hasSize(AT_ONCE);
            assertThat(answers.stream().distinct()).hasSize(1);
        }
        assertThat(useCases.count("sessions")).isEqualTo(ROUNDS);
    }

    @Test
    @Tag("ASVS-15.4.2")
    void afterALogoutNoRefreshThatRacedItKeepsTheSession() throws Exception {
        for (var round = 0; round < ROUNDS; round++) {
            var first = signIn();
            var session = UUID.fromString(sessionOf(first));
            var found = useCases.directory.signedIn(account.id(), session).orElseThrow();
            var caller = new Authenticate.Caller(found, session);

            List<String> outcomes;
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var refresh = threads.submit(() -> outcomeOf(first));
                var logout = threads.submit(() -> {
                    useCases.manageSessions().signOut(caller, Scope.THIS, Fixtures.CLIENT);
                    return "signed out";
                });
                outcomes = List.of(refresh.get(), logout.get());
            }

            assertThat(outcomes.getFirst()).isIn("refreshed", "refused");
            assertThat(isSignedIn(first)).isFalse();
            assertRefused(first);
        }
    }

    private String outcomeOf(RefreshToken token) {
        try {
            refresh(token);
            return "refreshed";
        } catch (Refused e) {
            return "refused";
        }
    }

    private RefreshToken signIn() {
        return useCases.signIn(useCases.hasher, false, () -> now)
                .with(new Credentials(account.email(), PASSWORD, null), Fixtures.CLIENT)
                .signedIn()
                .refreshToken();
    }

    private SignedIn refresh(RefreshToken token) {
        return refreshSession.with(token.text(), Fixtures.CLIENT, session -> {});
    }

    private void assertRefused(RefreshToken token) {
        assertThatThrownBy(() -> refresh(token))
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_REFRESH_TOKEN));
    }

    private boolean isSignedIn(RefreshToken token) {
        return useCases.directory.signedIn(account.id(), token.sessionId()).isPresent();
    }

    private static String sessionOf(RefreshToken token) {
        return token.sessionId().toString();
    }

    private static <T> List<T> together(int count, Callable<T> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var pending = Stream.generate(() -> call)
                    .limit(count)
                    .map(threads::submit)
                    .collect(Collectors.toList());
            var answers = new ArrayList<T>();
            for (Future<T> answer : pending) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
