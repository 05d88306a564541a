package io.gatehouse.adapters.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapters.Fixtures;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Accounts.Secured;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.errors.Refused.Reason;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.signin.SignIn.Credentials;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"read committed", "repeatable read"})
class ResetPasswordTest {
    private static final Password OLD = new Password("correct horse battery staple");
    private static final Password NEW = new Password("eleven herons over quiet water");
    private static final Duration LIFETIME = Duration.ofMinutes(30);
    private static final int ROUNDS = 20;

    @Parameter
    String isolation;

    private UseCases useCases;
    private Account account;
    private Instant now = Fixtures.now();
    private final InstantSource clock = () -> now;

    @BeforeEach
    void register() {
        useCases = new UseCases(isolation);
        account = useCases.register().account(Fixtures.freshAddress(), OLD, Locale.ENGLISH, Fixtures.CLIENT);
        useCases.deliver(clock);
    }

    @Test
    @Tag("RFC-9700-4.14")
    void aResetReplacesThePasswordAndEndsEverySession() {
        var session = useCases.caller(account.email(), OLD);
        assertThat(useCases.isSignedIn(session)).isTrue();

        assertThat(reset(token())).isEqualTo("done");

        assertThat(useCases.isSignedIn(session)).isFalse();
        assertThat(Outcomes.of(() -> useCases.caller(account.email(), OLD)))
                .isEqualTo(Reason.INVALID_CREDENTIALS.name());
        assertThat(useCases.isSignedIn(useCases.caller(account.email(), NEW))).isTrue();
    }

    @Test
    @Tag("ASVS-6.3.7")
    void theOwnerIsToldAndTheAuditLogToo() {
        assertThat(reset(token())).isEqualTo("done");

        assertThat(useCases.mails()).endsWith("password-changed");
        assertThat(useCases.audited()).endsWith("password_reset");
        assertThat(useCases.count("outbox")).isZero();
    }

    @Test
    void whoReadTheMailOwnsTheAddress() {
        assertThat(account.emailVerified()).isFalse();

        assertThat(reset(token())).isEqualTo("done");

        assertThat(secured().account().emailVerified()).isTrue();
    }

    @Test
    void failuresBeforeItAreForgotten() {
        var wrong = new Credentials(account.email(), NEW, null);
        for (var i = 0; i < 6; i++) {
            Outcomes.of(() -> useCases.signIn(useCases.hasher, false).with(wrong, Fixtures.CLIENT));
        }
        assertThat(Outcomes.of(() -> useCases.caller(account.email(), OLD))).isEqualTo("TOO_MANY_ATTEMPTS");

        assertThat(reset(token())).isEqualTo("done");

        assertThat(useCases.isSignedIn(useCases.caller(account.email(), NEW))).isTrue();
    }

    @Test
    @Tag("ASVS-6.5.1")
    void aTokenIsUsedOnce() {
        var token = token();
        assertThat(reset(token)).isEqualTo("done");

        assertThat(reset(token)).isEqualTo(Reason.INVALID_MAIL_TOKEN.name());
    }

    @Test
    void ofSeveralTokensEachIsGoodUntilOneIsUsed() {
        var first = token();
        var second = token();

        assertThat(reset(second)).isEqualTo("done");

        assertThat(reset(first)).isEqualTo(Reason.INVALID_MAIL_TOKEN.name());
    }

    @Test
    void aTokenLivesForHalfAnHour() {
        var token = token();
        now = now.plus(LIFETIME).minusMillis(1);
        assertThat(useCases.resetPassword(clock).owner(token)).isEqualTo(account.email());

        now = now.plusMillis(1);

        assertThat(reset(token)).isEqualTo(Reason.INVALID_MAIL_TOKEN.name());
        assertThat(Outcomes.of(() -> useCases.resetPassword(clock).owner(token)))
                .isEqualTo(Reason.INVALID_MAIL_TOKEN.name());
    }

    @Test
    void aTokenDiesWhenThePasswordIsChanged() {
        var token = token();
        var caller = useCases.caller(account.email(), OLD);
        useCases.changePassword(clock).of(caller, OLD, new Password("another password"), Fixtures.CLIENT);

        assertThat(reset(token)).isEqualTo(Reason.INVALID_MAIL_TOKEN.name());
    }

    @Test
    void aTokenDiesWhenTheAddressChanges() {
        var token = token();
        useCases.transactions.execute(
                tx -> tx.accounts().update(account.movedTo(Fixtures.freshAddress(), Fixtures.now())));

        assertThat(reset(token)).isEqualTo(Reason.INVALID_MAIL_TOKEN.name());
    }

    @Test
    void theTokenOfADisabledAccountIsRefused() {
        var token = token();
        useCases.administer().disable(account.email());

        assertThat(reset(token)).isEqualTo(Reason.INVALID_MAIL_TOKEN.name());
    }

    @Test
    void theTokenOfAnotherMailIsRefused() {
        useCases.register().account(Fixtures.freshAddress(), OLD, Locale.ENGLISH, Fixtures.CLIENT);

        assertThat(reset(useCases.tokenOf(MailTemplate.WELCOME, clock))).isEqualTo(Reason.INVALID_MAIL_TOKEN.name());
    }

    @Test
    @Tag("ASVS-15.4.2")
    void ofManyUsesAtOnceOneSucceeds() {
        var token = token();

        var outcomes = Outcomes.of(64, () -> useCases.resetPassword(clock).with(token, NEW, Fixtures.CLIENT));

        assertThat(outcomes).isEqualTo(Map.of("done", 1L, Reason.INVALID_MAIL_TOKEN.name(), 63L));
        assertThat(useCases.audited()).containsOnlyOnce("password_reset");
        assertThat(useCases.mails()).containsOnlyOnce("password-changed");
    }

    /** Whoever knew the old password is out afterwards, in whatever order the two happen. */
    @Test
    @Tag("ASVS-15.4.2")
    void aSignInWithTheOldPasswordDoesNotOutliveAReset() {
        var current = OLD;
        for (var round = 0; round < ROUNDS; round++) {
            var before = current;
            var after = new Password("password number " + round);
            var token = token();

            var signIn = CompletableFuture.supplyAsync(() -> useCases.signIn(useCases.hasher, false)
                    .with(new Credentials(account.email(), before, null), Fixtures.CLIENT)
                    .signedIn()
                    .refreshToken()
                    .sessionId());
            useCases.resetPassword(clock).with(token, after, Fixtures.CLIENT);

            var isAlive = signIn.handle((session, failure) -> failure == null
                            && useCases.directory
                                    .signedIn(account.id(), session)
                                    .isPresent())
                    .join();
            assertThat(isAlive).isFalse();
            current = after;
        }
    }

    private String token() {
        useCases.sendLink(clock).toReset(account.email());
        return useCases.tokenOf(MailTemplate.RESET_PASSWORD, clock);
    }

    private String reset(String token) {
        return Outcomes.of(() -> useCases.resetPassword(clock).with(token, NEW, Fixtures.CLIENT));
    }

    private Secured secured() {
        return useCases.transactions
                .run(tx -> tx.accounts().securedById(account.id()))
                .orElseThrow();
    }
}
