package io.gatehouse.domain.signin;

import static io.gatehouse.domain.testing.TestGatehouse.NEW_PASSWORD;
import static io.gatehouse.domain.testing.TestGatehouse.PASSWORD;
import static io.gatehouse.domain.testing.TestGatehouse.WRONG_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.errors.TooManyAttempts;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.session.DeviceToken;
import io.gatehouse.domain.sessions.SignOut.Scope;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.testing.TestRules;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Device tokens in sign-ins: what ends them. */
class KnownDeviceTest {
    private static final int FREE_FAILURES = 5;

    private final TestGatehouse gatehouse = new TestGatehouse(TestRules.UNLIMITED);
    private final Account account = gatehouse.registerVerified(Samples.freshAddress());
    private final SignInResult signedIn = signIn(PASSWORD, null);
    private final DeviceToken token = signedIn.deviceToken();

    private enum End {
        RESET,
        CHANGE,
        SIGN_OUT_OTHERS,
        SIGN_OUT_ALL,
        DISABLE
    }

    @ParameterizedTest
    @EnumSource
    @Tag("ASVS-7.4.3")
    void whatEndsTheSessionsEndsTheTokens(End end) {
        var password = end(end);

        assertThat(newDeviceMailsAfter(() -> signIn(password, token))).isOne();
        for (var i = 0; i < FREE_FAILURES; i++) {
            assertThatThrownBy(() -> signIn(WRONG_PASSWORD, token)).isInstanceOf(Refused.class);
        }
        assertThatThrownBy(() -> signIn(password, null))
                .as("the failures counted on the address")
                .isInstanceOf(TooManyAttempts.class);
    }

    @Test
    void aLogOutEndsNoToken() {
        gatehouse.useCases().signOut().signOut(caller(), Scope.THIS, Samples.CLIENT);

        assertThat(newDeviceMailsAfter(() -> signIn(PASSWORD, token))).isZero();
    }

    @Test
    void aDeviceThatSignsInNowAndThenStaysKnown() {
        var newest = token;
        for (var i = 0; i < 3; i++) {
            gatehouse.ports().clock().advance(Duration.ofDays(399));
            newest = signIn(PASSWORD, newest).deviceToken();
        }
        assertThat(gatehouse.mails()).doesNotContain(MailTemplate.NEW_DEVICE);
        assertThat(newest.device()).isEqualTo(token.device());

        gatehouse.ports().clock().advance(Duration.ofDays(400));
        assertThat(signIn(PASSWORD, newest).deviceToken().device()).isNotEqualTo(token.device());
        assertThat(gatehouse.mails()).containsOnlyOnce(MailTemplate.NEW_DEVICE);
    }

    /** Returns the password that the account has then. */
    private Password end(End end) {
        var useCases = gatehouse.useCases();
        switch (end) {
            case RESET -> {
                gatehouse.deliverMails();
                useCases.forgotPassword().mailLink(account.email());
                var link = gatehouse.tokenOf(MailTemplate.RESET_PASSWORD);
                useCases.resetPassword().reset(link, NEW_PASSWORD, Samples.CLIENT);
                return NEW_PASSWORD;
            }
            case CHANGE -> {
                var caller = caller();
                useCases.changePassword().changePassword(caller, gatehouse.proof(caller), NEW_PASSWORD, Samples.CLIENT);
                return NEW_PASSWORD;
            }
            case SIGN_OUT_OTHERS -> useCases.signOut().signOut(caller(), Scope.OTHERS, Samples.CLIENT);
            case SIGN_OUT_ALL -> useCases.signOut().signOut(caller(), Scope.ALL, Samples.CLIENT);
            case DISABLE -> {
                useCases.administerAccount().disable(account.email());
                useCases.administerAccount().enable(account.email());
            }
        }
        return PASSWORD;
    }

    private Caller caller() {
        return gatehouse
                .useCases()
                .authenticateCaller()
                .authenticate(signedIn.tokens().accessToken().token());
    }

    private long newDeviceMailsAfter(Runnable signIn) {
        signIn.run();
        return gatehouse.mails().stream()
                .filter(MailTemplate.NEW_DEVICE::equals)
                .count();
    }

    private SignInResult signIn(Password password, @Nullable DeviceToken token) {
        var attempt = new VerifyPassword.Attempt(account.email(), password, token == null ? null : token.text());
        return gatehouse.useCases().signInWithPassword().signIn(attempt, Samples.CLIENT);
    }
}
