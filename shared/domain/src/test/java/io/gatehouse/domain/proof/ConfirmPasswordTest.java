package io.gatehouse.domain.proof;

import static io.gatehouse.domain.testing.Outcomes.assertRefused;
import static io.gatehouse.domain.testing.TestGatehouse.PASSWORD;
import static io.gatehouse.domain.testing.TestGatehouse.WRONG_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.credential.Credential;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.credential.Proof;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.TooManyAttempts;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ConfirmPasswordTest {
    private final TestGatehouse gatehouse = new TestGatehouse();
    private final ConfirmPassword confirmPassword = gatehouse.useCases().confirmPassword();
    private final Account account = gatehouse.register(Samples.freshAddress());
    private final Caller caller = gatehouse.signIn(account.email());

    @Test
    void theRightPasswordGivesAProofOfIt() {
        var proof = confirm(PASSWORD);

        assertThat(proof)
                .isEqualTo(new Proof(
                        account.id(),
                        gatehouse.rows().credentials().getFirst().id(),
                        Credential.Kind.PASSWORD,
                        gatehouse.ports().clock().instant()));
        assertThat(gatehouse.audited()).doesNotContain("password_check_failed");
    }

    @Test
    @Tag("ASVS-6.2.3")
    @Tag("ASVS-7.5.1")
    void aWrongPasswordIsRefusedAndAudited() {
        assertRefused(Reason.WRONG_PASSWORD, () -> confirm(WRONG_PASSWORD));

        assertThat(gatehouse.audited()).endsWith("password_check_failed");
        assertThat(confirm(PASSWORD).accountId()).isEqualTo(account.id());
    }

    @Test
    @Tag("ASVS-6.3.1")
    void afterFiveWrongPasswordsTheNextHasToWait() {
        failTimes(5);

        assertThatThrownBy(() -> confirm(PASSWORD))
                .isInstanceOfSatisfying(
                        TooManyAttempts.class, e -> assertThat(e.retryAfter()).isPositive());
        gatehouse.ports().clock().advance(Duration.ofSeconds(1));
        assertThat(confirm(PASSWORD).accountId()).isEqualTo(account.id());
    }

    @Test
    void theRightPasswordClearsTheFailuresBeforeIt() {
        failTimes(4);
        confirm(PASSWORD);

        assertThat(gatehouse.rows().failedAttempts()).isZero();
        failTimes(4);
        assertThat(confirm(PASSWORD).accountId()).isEqualTo(account.id());
    }

    @Test
    void wrongPasswordsHereDoNotDelaySigningIn() {
        failTimes(5);

        assertThat(gatehouse.isSignedIn(gatehouse.signIn(account.email()))).isTrue();
    }

    @Test
    void anAccountWithoutAPasswordGetsTheSameRefusalAndTheSameDelay() {
        var passwordless = gatehouse.registerWithoutPassword(Samples.freshAddress());
        gatehouse.addCredential(passwordless);
        var itsCaller = gatehouse.openSession(passwordless);

        for (var i = 0; i < 5; i++) {
            assertRefused(Reason.WRONG_PASSWORD, () -> confirmPassword.confirm(itsCaller, PASSWORD, Samples.CLIENT));
            assertThat(gatehouse.audited()).endsWith("password_check_failed");
        }
        assertThatThrownBy(() -> confirmPassword.confirm(itsCaller, PASSWORD, Samples.CLIENT))
                .isInstanceOf(TooManyAttempts.class);
    }

    @Test
    @Tag("ASVS-8.3.2")
    void aDisabledAccountConfirmsNothing() {
        gatehouse.useCases().administerAccount().disable(account.email());

        assertRefused(Reason.INVALID_TOKEN, () -> confirm(PASSWORD));
    }

    private void failTimes(int times) {
        for (var i = 0; i < times; i++) {
            assertRefused(Reason.WRONG_PASSWORD, () -> confirm(WRONG_PASSWORD));
        }
    }

    private Proof confirm(Password password) {
        return confirmPassword.confirm(caller, password, Samples.CLIENT);
    }
}
