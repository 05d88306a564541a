package io.gatehouse.domain.signin;

import static io.gatehouse.domain.testing.TestGatehouse.PASSWORD;
import static io.gatehouse.domain.testing.TestGatehouse.WRONG_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.errors.TooManyAttempts;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.SettableClock;
import io.gatehouse.domain.testing.TestGatehouse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What guessing passwords costs, and whom. */
@Tag("ASVS-6.3.1")
class ThrottleTest {
    private static final int FREE = 5;

    private final TestGatehouse gatehouse = new TestGatehouse();
    private final SettableClock clock = gatehouse.ports().clock();
    private final Account account = gatehouse.register(Samples.freshAddress());

    @Test
    void fiveFailuresCostNothingAndThenEachDelayIsTwiceTheOneBefore() {
        fail(FREE);

        for (var seconds = 1; seconds <= 512; seconds *= 2) {
            assertThat(delay()).isEqualTo(Duration.ofSeconds(seconds));
            clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(delay()).isEqualTo(Duration.ofMillis(1));
            clock.advance(Duration.ofMillis(1));
            fail(1);
        }
        for (var i = 0; i < 3; i++) {
            assertThat(delay()).isEqualTo(Duration.ofMinutes(15));
            clock.advance(Duration.ofMinutes(15));
            fail(1);
        }
    }

    @Test
    void theRightPasswordWaitsAsLongAndThenClearsTheFailures() {
        fail(FREE);
        assertThatThrownBy(() -> succeed(null)).isInstanceOf(TooManyAttempts.class);
        clock.advance(Duration.ofSeconds(1));
        succeed(null);

        fail(FREE);
        assertThat(delay()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    @Tag("ASVS-6.3.8")
    void anUnknownAddressIsThrottledAlike() {
        var unknown = Samples.freshAddress();
        for (var i = 0; i < FREE; i++) {
            assertThatThrownBy(() -> attempt(unknown, WRONG_PASSWORD, null)).isInstanceOf(Refused.class);
        }
        assertThatThrownBy(() -> attempt(unknown, WRONG_PASSWORD, null)).isInstanceOf(TooManyAttempts.class);
    }

    @Test
    @Tag("ASVS-6.1.1")
    void strangersCannotLockTheOwnerOutOfAKnownDevice() {
        var deviceToken = succeed(null);
        failAHundredTimes();
        assertThatThrownBy(() -> succeed(null)).isInstanceOf(TooManyAttempts.class);

        assertThat(succeed(deviceToken)).isNotEmpty();
    }

    @Test
    void aStolenDeviceTokenAllowsNoFasterGuessing() {
        var deviceToken = succeed(null);
        for (var i = 0; i < FREE; i++) {
            assertThatThrownBy(() -> attempt(account.email(), WRONG_PASSWORD, deviceToken))
                    .isInstanceOf(Refused.class);
        }
        assertThatThrownBy(() -> succeed(deviceToken)).isInstanceOf(TooManyAttempts.class);
        succeed(null);
    }

    @Test
    void theDeviceTokenOfAnotherAccountIsIgnored() {
        var other = gatehouse.register(Samples.freshAddress());
        var foreign = attempt(other.email(), PASSWORD, null);
        fail(FREE);
        assertThatThrownBy(() -> succeed(foreign)).isInstanceOf(TooManyAttempts.class);

        clock.advance(Duration.ofSeconds(1));

        assertThat(succeed(foreign)).isNotEqualTo(foreign);
    }

    @Test
    @Tag("NIST-800-63B-4-3.2.2")
    void afterAHundredFailuresInARowNoPasswordIsTried() {
        failAHundredTimes();
        clock.advance(Duration.ofDays(20));
        assertThatThrownBy(() -> succeed(null)).isInstanceOf(TooManyAttempts.class);
    }

    @Test
    @Tag("ASVS-6.3.5")
    void theOwnerIsToldOfASignInFromAnUnknownDevice() {
        gatehouse.verify(account);
        var deviceToken = succeed(null);
        assertThat(gatehouse.mails()).as("the first sign-in is no news").containsExactly(MailTemplate.WELCOME);
        succeed(deviceToken);
        assertThat(gatehouse.mails()).containsExactly(MailTemplate.WELCOME);
        succeed(null);
        assertThat(gatehouse.mails()).containsExactly(MailTemplate.WELCOME, MailTemplate.NEW_DEVICE);
    }

    @Test
    void anAddressThatIsNotVerifiedIsNotToldOfSignIns() {
        succeed(null);
        succeed(null);

        assertThat(gatehouse.mails()).containsExactly(MailTemplate.WELCOME);
    }

    @Test
    @Tag("ASVS-16.3.1")
    void everyAttemptIsAuditedWithItsReason() {
        fail(1);
        succeed(null);
        gatehouse.useCases().administerAccount().disable(account.email());
        assertThatThrownBy(() -> succeed(null)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> attempt(Samples.freshAddress(), WRONG_PASSWORD, null))
                .isInstanceOf(Refused.class);

        assertThat(gatehouse.audited())
                .containsExactly(
                        "registered", "sign_in_failed", "signed_in", "disabled", "sign_in_failed", "sign_in_failed");
        assertThat(gatehouse.rows().auditLog())
                .extracting(AuditEntry::detail)
                .containsExactly(null, "invalid_credentials", null, null, "account_disabled", "invalid_credentials");
    }

    private void failAHundredTimes() {
        fail(FREE);
        for (var i = FREE; i < 100; i++) {
            clock.advance(Duration.ofMinutes(15));
            fail(1);
        }
        clock.advance(Duration.ofMinutes(15));
    }

    private void fail(int times) {
        for (var i = 0; i < times; i++) {
            assertThatThrownBy(() -> attempt(account.email(), WRONG_PASSWORD, null))
                    .isInstanceOf(Refused.class);
        }
    }

    private Duration delay() {
        return catchThrowableOfType(TooManyAttempts.class, () -> attempt(account.email(), WRONG_PASSWORD, null))
                .retryAfter();
    }

    private String succeed(@Nullable String deviceToken) {
        return attempt(account.email(), PASSWORD, deviceToken);
    }

    /** Returns the device token. */
    private String attempt(EmailAddress email, Password password, @Nullable String deviceToken) {
        var attempt = new VerifyPassword.Attempt(email, password, deviceToken);
        return gatehouse
                .useCases()
                .signInWithPassword()
                .signIn(attempt, Samples.CLIENT)
                .deviceToken()
                .text();
    }
}
