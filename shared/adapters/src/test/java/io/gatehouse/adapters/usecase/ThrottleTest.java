package io.gatehouse.adapters.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.adapters.Fixtures;
import io.gatehouse.adapters.Stores;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.errors.TooManyAttempts;
import io.gatehouse.domain.signin.SignIn;
import io.gatehouse.domain.signin.SignIn.Credentials;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What guessing passwords costs, and whom. */
@Tag("ASVS-6.3.1")
class ThrottleTest {
    private static final Password PASSWORD = new Password("correct horse battery staple");
    private static final Password WRONG = new Password("incorrect horse battery staple");
    private static final int FREE = 5;

    private final UseCases useCases = new UseCases();
    private final Account account =
            useCases.register().account(Fixtures.freshAddress(), PASSWORD, Locale.ENGLISH, Fixtures.CLIENT);
    private Instant now = Fixtures.now();
    private final SignIn signIn = useCases.signIn(useCases.hasher, false, () -> now);

    @Test
    void fiveFailuresCostNothingAndThenEachDelayIsTwiceTheOneBefore() {
        fail(FREE);

        for (var seconds = 1; seconds <= 512; seconds *= 2) {
            assertThat(delay()).isEqualTo(Duration.ofSeconds(seconds));
            now = now.plusSeconds(seconds).minusMillis(1);
            assertThat(delay()).isEqualTo(Duration.ofMillis(1));
            now = now.plusMillis(1);
            fail(1);
        }
        for (var i = 0; i < 3; i++) {
            assertThat(delay()).isEqualTo(Duration.ofMinutes(15));
            now = now.plus(Duration.ofMinutes(15));
            fail(1);
        }
    }

    @Test
    void theRightPasswordHasToWaitAsLongAndThenEndsTheRow() {
        fail(FREE);
        assertThatThrownBy(() -> succeed(null)).isInstanceOf(TooManyAttempts.class);
        now = now.plusSeconds(1);
        succeed(null);

        fail(FREE);
        assertThat(delay()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    @Tag("ASVS-6.3.8")
    void anUnknownAddressIsTreatedAlike() {
        var nobody = Fixtures.freshAddress();
        for (var i = 0; i < FREE; i++) {
            assertThatThrownBy(() -> attempt(nobody, WRONG, null)).isInstanceOf(Refused.class);
        }
        assertThatThrownBy(() -> attempt(nobody, WRONG, null)).isInstanceOf(TooManyAttempts.class);
    }

    @Test
    @Tag("ASVS-6.1.1")
    void nobodyLocksTheOwnerOutOfADeviceThatIsKnown() {
        var deviceToken = succeed(null);
        failAHundredTimes();
        assertThatThrownBy(() -> succeed(null)).isInstanceOf(TooManyAttempts.class);

        assertThat(succeed(deviceToken)).isEqualTo(deviceToken);
    }

    @Test
    void whoeverStealsADeviceTokenGuessesNoFaster() {
        var deviceToken = succeed(null);
        for (var i = 0; i < FREE; i++) {
            assertThatThrownBy(() -> attempt(account.email(), WRONG, deviceToken))
                    .isInstanceOf(Refused.class);
        }
        assertThatThrownBy(() -> succeed(deviceToken)).isInstanceOf(TooManyAttempts.class);
        succeed(null);
    }

    @Test
    void theDeviceTokenOfAnotherAccountIsNone() {
        var other = useCases.register().account(Fixtures.freshAddress(), PASSWORD, Locale.ENGLISH, Fixtures.CLIENT);
        var foreign = signIn.with(new Credentials(other.email(), PASSWORD, null), Fixtures.CLIENT)
                .deviceToken()
                .text();
        fail(FREE);
        assertThatThrownBy(() -> succeed(foreign)).isInstanceOf(TooManyAttempts.class);
        now = now.plusSeconds(1);
        assertThat(succeed(foreign)).isNotEqualTo(foreign);
    }

    @Test
    @Tag("NIST-800-63B-4-3.2.2")
    void afterAHundredFailuresInARowNoPasswordIsTried() {
        failAHundredTimes();
        now = now.plus(Duration.ofDays(20));
        assertThatThrownBy(() -> succeed(null)).isInstanceOf(TooManyAttempts.class);
    }

    @Test
    @Tag("ASVS-15.4.2")
    void onceFailuresCostOneAttemptAtATimeGetsThrough() throws Exception {
        fail(FREE);
        now = now.plusSeconds(1);
        Callable<Boolean> tried = () -> {
            try {
                attempt(account.email(), WRONG, null);
                throw new AssertionError("a wrong password");
            } catch (Refused e) {
                return true;
            } catch (TooManyAttempts e) {
                return false;
            }
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var attempts =
                    Stream.generate(() -> threads.submit(tried)).limit(32).toList();
            var triedCount = 0;
            for (var attempt : attempts) {
                triedCount += attempt.get() ? 1 : 0;
            }
            assertThat(triedCount).isOne();
        }
    }

    @Test
    @Tag("ASVS-6.3.5")
    void aSignInFromADeviceThatIsNotKnownIsTold() {
        var deviceToken = succeed(null);
        assertThat(useCases.count("mails")).as("the welcome mail alone").isEqualTo(1);
        succeed(deviceToken);
        assertThat(useCases.count("mails")).isEqualTo(1);
        succeed(null);
        assertThat(useCases.count("mails")).isEqualTo(2);
    }

    @Test
    @Tag("ASVS-16.3.1")
    void everyAttemptIsAuditedWithItsReason() {
        fail(1);
        succeed(null);
        useCases.administer().disable(account.email());
        assertThatThrownBy(() -> succeed(null)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> attempt(Fixtures.freshAddress(), WRONG, null)).isInstanceOf(Refused.class);

        assertThat(useCases.audited())
                .containsExactly(
                        "registered", "sign_in_failed", "signed_in", "disabled", "sign_in_failed", "sign_in_failed");
        assertThat(Stores.contents(useCases.database)).contains("invalid_credentials", "account_disabled");
    }

    private void failAHundredTimes() {
        fail(FREE);
        for (var i = FREE; i < 100; i++) {
            now = now.plus(Duration.ofMinutes(15));
            fail(1);
        }
        now = now.plus(Duration.ofMinutes(15));
    }

    private void fail(int times) {
        for (var i = 0; i < times; i++) {
            assertThatThrownBy(() -> attempt(account.email(), WRONG, null)).isInstanceOf(Refused.class);
        }
    }

    private Duration delay() {
        return catchThrowableOfType(TooManyAttempts.class, () -> attempt(account.email(), WRONG, null))
                .retryAfter();
    }

    private String succeed(@Nullable String deviceToken) {
        return attempt(account.email(), PASSWORD, deviceToken);
    }

    private String attempt(EmailAddress email, Password password, @Nullable String deviceToken) {
        return signIn.with(new Credentials(email, password, deviceToken), Fixtures.CLIENT)
                .deviceToken()
                .text();
    }
}
