package io.gatehouse.domain.registration;

import static io.gatehouse.domain.testing.Outcomes.DONE;
import static io.gatehouse.domain.testing.TestGatehouse.NEW_PASSWORD;
import static io.gatehouse.domain.testing.TestGatehouse.PASSWORD;
import static io.gatehouse.domain.testing.TestGatehouse.evidence;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.registration.Register.Result;
import io.gatehouse.domain.testing.Outcomes;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.testing.TestRules;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sign-up mode {@code verified}, up to the first sign-in. */
class RegisterByMailTest {
    private static final TestRules VERIFIED = TestRules.UNLIMITED.signUpMode(SignUpMode.VERIFIED);
    private static final Locale HEBREW = Locale.forLanguageTag("he");

    private final TestGatehouse gatehouse = new TestGatehouse(VERIFIED);
    private final EmailAddress email = Samples.freshAddress();

    @Test
    @Tag("ASVS-6.3.8")
    void aTakenAddressCausesTheSameRowsAndAnotherMail() {
        var taken = Samples.freshAddress();
        gatehouse.register(taken, HEBREW);
        gatehouse.deliverMails();

        register(taken, NEW_PASSWORD);
        register(email, NEW_PASSWORD);

        assertThat(gatehouse.rows().registrations()).isEqualTo(2);
        assertThat(gatehouse.ports().queued()).hasSize(3);
        var sent = gatehouse.deliverMails();
        assertThat(sent)
                .extracting(s -> s.mail().template())
                .containsExactly(MailTemplate.ACCOUNT_EXISTS, MailTemplate.VERIFY_EMAIL);
        assertThat(sent.getFirst().token()).isNull();
        assertThat(sent.getFirst().mail().locale()).isEqualTo(HEBREW);
        assertThat(sent).extracting(s -> s.mail().to()).containsExactly(taken.address(), email.address());
    }

    @Test
    void onlyThoseWhoKnowThePasswordAreToldThatTheAddressIsNotVerified() {
        register(email, PASSWORD);

        assertThat(signIn(PASSWORD)).isEqualTo(Reason.EMAIL_NOT_VERIFIED.name());
        assertThat(signIn(NEW_PASSWORD)).isEqualTo(Reason.INVALID_CREDENTIALS.name());
        assertThat(gatehouse.audited()).containsExactly("sign_in_failed", "sign_in_failed");

        verify(MailTemplate.VERIFY_EMAIL);

        assertThat(signIn(PASSWORD)).isEqualTo(DONE);
    }

    @Test
    void theNewestRegistrationsPasswordCounts() {
        register(email, PASSWORD);
        register(email, NEW_PASSWORD);

        assertThat(signIn(NEW_PASSWORD)).isEqualTo(Reason.EMAIL_NOT_VERIFIED.name());
        assertThat(signIn(PASSWORD)).isEqualTo(Reason.INVALID_CREDENTIALS.name());
    }

    @Test
    @Tag("ASVS-6.3.8")
    void thoseWhoRegisteredATakenAddressGetTheAnswerOfAFreeOneAtASignIn() {
        gatehouse.register(email);
        verify(MailTemplate.WELCOME);
        register(email, NEW_PASSWORD);

        assertThat(signIn(NEW_PASSWORD)).isEqualTo(Reason.EMAIL_NOT_VERIFIED.name());
        assertThat(signIn(PASSWORD)).isEqualTo(DONE);
    }

    @Test
    void anExpiredRegistrationIsAsGoodAsNone() {
        register(email, PASSWORD);
        gatehouse.ports().clock().advance(Duration.ofDays(7));

        assertThat(signIn(PASSWORD)).isEqualTo(Reason.INVALID_CREDENTIALS.name());
    }

    private void register(EmailAddress address, Password password) {
        register(gatehouse.useCases().register(), address, password);
    }

    private static void register(Register register, EmailAddress address, Password password) {
        assertThat(register.register(new Register.Request(address, password, Locale.ENGLISH), Samples.CLIENT))
                .isInstanceOf(Result.Pending.class);
    }

    private void verify(MailTemplate template) {
        gatehouse.useCases().verifyEmail().verify(gatehouse.tokenOf(template), evidence(PASSWORD), Samples.CLIENT);
    }

    private String signIn(Password password) {
        return Outcomes.of(() -> gatehouse.signIn(email, password));
    }
}
