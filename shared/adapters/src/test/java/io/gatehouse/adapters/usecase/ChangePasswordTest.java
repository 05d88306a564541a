package io.gatehouse.adapters.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapters.Fixtures;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.errors.Refused.Reason;
import io.gatehouse.domain.errors.TooManyAttempts;
import io.gatehouse.domain.sessions.AuthenticateCaller.Caller;
import io.gatehouse.domain.sessions.ManageSessions.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"read committed", "repeatable read"})
class ChangePasswordTest {
    private static final Password OLD = new Password("correct horse battery staple");
    private static final Password NEW = new Password("eleven herons over quiet water");
    private static final Password WRONG = new Password("incorrect horse battery staple");

    @Parameter
    String isolation;

    private UseCases useCases;
    private Account account;
    private Caller caller;
    private Instant now = Fixtures.now();

    @BeforeEach
    void signIn() {
        useCases = new UseCases(isolation);
        account = useCases.register().account(Fixtures.freshAddress(), OLD, Locale.ENGLISH, Fixtures.CLIENT);
        caller = useCases.caller(account.email(), OLD);
    }

    @Test
    @Tag("ASVS-6.2.2")
    void theNewPasswordOpensSessionsAndTheOldOneDoesNot() {
        assertThat(change(OLD)).isEqualTo("done");

        assertThat(Outcomes.of(() -> useCases.caller(account.email(), OLD)))
                .isEqualTo(Reason.INVALID_CREDENTIALS.name());
        assertThat(useCases.isSignedIn(useCases.caller(account.email(), NEW))).isTrue();
    }

    @Test
    @Tag("ASVS-7.4.3")
    void theOtherSessionsEndAndTheCallersGoesOn() {
        var other = useCases.caller(account.email(), OLD);
        assertThat(useCases.isSignedIn(other)).isTrue();

        assertThat(change(OLD)).isEqualTo("done");

        assertThat(useCases.isSignedIn(other)).isFalse();
        assertThat(useCases.isSignedIn(caller)).isTrue();
    }

    @Test
    @Tag("ASVS-6.3.7")
    @Tag("ASVS-16.3.1")
    void theOwnerIsToldAndTheAuditLogToo() {
        assertThat(change(OLD)).isEqualTo("done");

        assertThat(useCases.mails()).endsWith("password-changed");
        assertThat(useCases.audited()).endsWith("password_changed");
        assertThat(useCases.count("outbox")).isZero();
    }

    @Test
    @Tag("ASVS-6.2.3")
    @Tag("ASVS-7.5.1")
    void aWrongCurrentPasswordChangesNothing() {
        assertThat(change(WRONG)).isEqualTo(Reason.WRONG_PASSWORD.name());

        assertThat(useCases.audited()).endsWith("password_check_failed");
        assertThat(useCases.mails()).doesNotContain("password-changed");
        assertThat(change(OLD)).isEqualTo("done");
    }

    @Test
    @Tag("ASVS-6.3.1")
    void afterFiveWrongPasswordsTheNextHasToWait() {
        for (var i = 0; i < 5; i++) {
            assertThat(change(WRONG)).isEqualTo(Reason.WRONG_PASSWORD.name());
        }

        assertThatThrownBy(() -> useCases.changePassword(() -> now).of(caller, OLD, NEW, Fixtures.CLIENT))
                .isInstanceOfSatisfying(
                        TooManyAttempts.class, e -> assertThat(e.retryAfter()).isPositive());
        now = now.plus(Duration.ofSeconds(1));
        assertThat(change(OLD)).isEqualTo("done");
        assertThat(useCases.count("failed_attempts")).isZero();
    }

    @Test
    void aSessionThatHasEndedChangesNothing() {
        useCases.manageSessions().signOut(caller, Scope.THIS, Fixtures.CLIENT);

        assertThat(change(OLD)).isEqualTo(Reason.INVALID_TOKEN.name());

        assertThat(useCases.isSignedIn(useCases.caller(account.email(), OLD))).isTrue();
    }

    @Test
    void anAccountThatHasBeenDisabledChangesNothing() {
        useCases.administer().disable(account.email());

        assertThat(change(OLD)).isEqualTo(Reason.INVALID_TOKEN.name());

        assertThat(useCases.audited()).doesNotContain("password_changed");
    }

    @Test
    @Tag("ASVS-15.4.2")
    void ofManyAtOnceOneSucceeds() {
        var outcomes = Outcomes.of(64, () -> useCases.changePassword(() -> now).of(caller, OLD, NEW, Fixtures.CLIENT));

        assertThat(outcomes).containsAllEntriesOf(Map.of("done", 1L));
        assertThat(outcomes.keySet()).isSubsetOf("done", Reason.WRONG_PASSWORD.name(), "TOO_MANY_ATTEMPTS");
        assertThat(useCases.audited()).containsOnlyOnce("password_changed");
        assertThat(useCases.isSignedIn(caller)).isTrue();
    }

    private String change(Password current) {
        return Outcomes.of(() -> useCases.changePassword(() -> now).of(caller, current, NEW, Fixtures.CLIENT));
    }
}
