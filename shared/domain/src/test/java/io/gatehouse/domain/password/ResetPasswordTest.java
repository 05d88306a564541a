package io.gatehouse.domain.password;

import static io.gatehouse.domain.testing.Outcomes.assertRefused;
import static io.gatehouse.domain.testing.TestGatehouse.NEW_PASSWORD;
import static io.gatehouse.domain.testing.TestGatehouse.PASSWORD;
import static io.gatehouse.domain.testing.TestGatehouse.WRONG_PASSWORD;
import static io.gatehouse.domain.testing.TestGatehouse.evidence;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.credential.Credential;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.testing.Outcomes;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ResetPasswordTest {
    private static final Duration LIFETIME = Duration.ofMinutes(30);

    private final TestGatehouse gatehouse = new TestGatehouse();
    private final ResetPassword resetPassword = gatehouse.useCases().resetPassword();
    private final Account account = gatehouse.register(Samples.freshAddress());

    @BeforeEach
    void deliverTheWelcomeMail() {
        gatehouse.deliverMails();
    }

    @Test
    @Tag("RFC-9700-4.14")
    void aResetReplacesThePasswordAndEndsEverySession() {
        var session = gatehouse.signIn(account.email());
        assertThat(gatehouse.isSignedIn(session)).isTrue();

        reset(token());

        assertThat(gatehouse.isSignedIn(session)).isFalse();
        assertRefused(Reason.INVALID_CREDENTIALS, () -> gatehouse.signIn(account.email(), PASSWORD));
        assertThat(gatehouse.isSignedIn(gatehouse.signIn(account.email(), NEW_PASSWORD)))
                .isTrue();
    }

    @Test
    @Tag("ASVS-6.3.7")
    void theOwnerGetsAMailAndTheAuditLogAnEntry() {
        reset(token());

        assertThat(gatehouse.mails()).endsWith(MailTemplate.PASSWORD_CHANGED);
        assertThat(gatehouse.audited()).endsWith("password_reset");
        assertThat(gatehouse.rows().outbox()).isEmpty();
    }

    @Test
    void aResetVerifiesTheAddress() {
        assertThat(account.emailVerified()).isFalse();

        reset(token());

        assertThat(gatehouse.account(account.email()).orElseThrow().emailVerified())
                .isTrue();
    }

    @Test
    void aResetClearsTheFailuresBeforeIt() {
        for (var i = 0; i < 6; i++) {
            Outcomes.of(() -> gatehouse.signIn(account.email(), WRONG_PASSWORD));
        }
        assertThat(Outcomes.of(() -> gatehouse.signIn(account.email()))).isEqualTo(Outcomes.TOO_MANY_ATTEMPTS);

        reset(token());

        assertThat(gatehouse.isSignedIn(gatehouse.signIn(account.email(), NEW_PASSWORD)))
                .isTrue();
    }

    @Test
    @Tag("ASVS-6.5.1")
    void aTokenIsUsedOnce() {
        var token = token();
        reset(token);

        assertInvalid(token);
    }

    @Test
    void oneOfSeveralTokensEndsTheOthers() {
        var first = token();
        var second = token();
        assertThat(resetPassword.owner(first)).isEqualTo(account.email());

        reset(second);

        assertInvalid(first);
    }

    @Test
    void aTokenIsValidForHalfAnHour() {
        var token = token();
        gatehouse.ports().clock().advance(LIFETIME.minusMillis(1));
        assertThat(resetPassword.owner(token)).isEqualTo(account.email());

        gatehouse.ports().clock().advance(Duration.ofMillis(1));

        assertInvalid(token);
        assertRefused(Reason.INVALID_OR_EXPIRED_TOKEN, () -> resetPassword.owner(token));
    }

    @Test
    void readingTheOwnerDoesNotUseUpTheToken() {
        var token = token();
        resetPassword.owner(token);
        resetPassword.owner(token);

        reset(token);
    }

    @Test
    void aChangeOfPasswordEndsTheToken() {
        var token = token();
        var caller = gatehouse.signIn(account.email());
        gatehouse
                .useCases()
                .changePassword()
                .changePassword(caller, gatehouse.proof(caller), NEW_PASSWORD, Samples.CLIENT);

        assertInvalid(token);
    }

    @Test
    void aChangeOfAddressEndsTheToken() {
        var token = token();
        gatehouse.store(stores -> stores.accounts().update(account.movedTo(Samples.freshAddress(), Samples.now())));

        assertInvalid(token);
    }

    @Test
    void theTokenOfADisabledAccountIsRefused() {
        var token = token();
        gatehouse.useCases().administerAccount().disable(account.email());

        assertInvalid(token);
    }

    @Test
    void theTokenOfAnotherMailIsRefused() {
        gatehouse.register(Samples.freshAddress());

        assertInvalid(gatehouse.tokenOf(MailTemplate.WELCOME));
    }

    @Test
    void anUnknownTokenIsRefused() {
        assertInvalid("no such token");
    }

    @Test
    void anAccountWithoutAPasswordGetsItsFirstOne() {
        var passwordless = gatehouse.registerWithoutPassword(Samples.freshAddress());

        reset(token(passwordless.email()));

        assertThat(gatehouse.isSignedIn(gatehouse.signIn(passwordless.email(), NEW_PASSWORD)))
                .isTrue();
    }

    /** Who registered an address that was never verified may be anybody. */
    @Test
    void ofAnAddressThatWasNotVerifiedEverythingThatTheMakerLeftGoes() {
        present("Call 0800 555 now");
        for (var i = 0; i < 101; i++) {
            gatehouse.addCredential(account, "left by the maker " + i);
        }

        reset(token());

        assertThat(gatehouse.account(account.email())).get().returns(null, Account::displayName);
        assertThat(gatehouse.rows().credentials())
                .singleElement()
                .returns(account.id().toString(), Credential::name);
        assertThat(gatehouse.isSignedIn(gatehouse.signIn(account.email(), NEW_PASSWORD)))
                .isTrue();
    }

    @Test
    void ofAVerifiedAddressNameAndOtherCredentialsStay() {
        gatehouse.store(stores -> stores.accounts().update(account.verified(Samples.now())));
        present("Ada");
        var other = gatehouse.addCredential(account);

        reset(token());

        assertThat(gatehouse.account(account.email())).get().returns("Ada", Account::displayName);
        assertThat(gatehouse.rows().credentials()).hasSize(2).contains(other);
    }

    @Test
    void everyOtherLinkOfTheAccountEnds() {
        gatehouse.useCases().resendVerification().resend(account.email());
        var verify = gatehouse.tokenOf(MailTemplate.VERIFY_EMAIL);

        reset(token());

        assertRefused(
                Reason.INVALID_OR_EXPIRED_TOKEN,
                () -> gatehouse.useCases().verifyEmail().verify(verify, evidence(NEW_PASSWORD), Samples.CLIENT));
    }

    private void present(String name) {
        gatehouse.store(stores -> {
            var present = stores.accounts().byId(account.id()).orElseThrow().account();
            stores.accounts().update(present.presented(name, present.locale(), Samples.now()));
        });
    }

    private String token() {
        return token(account.email());
    }

    private String token(EmailAddress email) {
        gatehouse.useCases().forgotPassword().mailLink(email);
        return gatehouse.tokenOf(MailTemplate.RESET_PASSWORD);
    }

    private void reset(String token) {
        resetPassword.reset(token, NEW_PASSWORD, Samples.CLIENT);
    }

    private void assertInvalid(String token) {
        assertRefused(Reason.INVALID_OR_EXPIRED_TOKEN, () -> reset(token));
    }
}
