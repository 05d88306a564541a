package io.gatehouse.domain.registration;

import static io.gatehouse.domain.testing.TestGatehouse.PASSWORD;
import static io.gatehouse.domain.testing.TestGatehouse.evidence;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.testing.TestRules;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ResendVerificationTest {
    private static final TestRules VERIFIED = TestRules.UNLIMITED.signUpMode(SignUpMode.VERIFIED);

    private final TestGatehouse gatehouse = new TestGatehouse(VERIFIED);
    private final EmailAddress email = Samples.freshAddress();

    @Test
    void theLinkOfARegistrationIsSentAgain() {
        registerByMail();
        gatehouse.ports().clock().advance(Duration.ofDays(2));
        gatehouse.deliverMails();
        resend(email);

        verify(gatehouse.tokenOf(MailTemplate.VERIFY_EMAIL));

        assertThat(gatehouse.account(email)).isPresent();
    }

    @Test
    void aRegistrationIsForgottenAfterAWeek() {
        registerByMail();
        gatehouse.deliverMails();
        gatehouse.ports().clock().advance(Duration.ofDays(7));

        resend(email);

        assertSentNothing();
    }

    @Test
    void aVerifiedAddressGetsNoLink() {
        gatehouse.register(email);
        verify(gatehouse.tokenOf(MailTemplate.WELCOME));

        resend(email);

        assertSentNothing();
    }

    @Test
    @Tag("ASVS-6.3.8")
    void anUnknownAddressAndADisabledAccountGetNoLink() {
        gatehouse.register(email);
        gatehouse.useCases().administerAccount().disable(email);
        gatehouse.deliverMails();

        resend(email);
        resend(Samples.freshAddress());

        assertSentNothing();
    }

    /** The size of what is stored, and so the time that it takes, does not tell which is which. */
    @Test
    @Tag("ASVS-6.3.8")
    void aDecoyHasAllThatARealMailHas() {
        gatehouse.register(email);
        resend(email);
        resend(Samples.freshAddress());

        assertThat(gatehouse.rows().mails())
                .filteredOn(mail -> mail.template() == MailTemplate.VERIFY_EMAIL)
                .hasSize(2)
                .allSatisfy(mail -> {
                    assertThat(mail.accountId()).isNotNull();
                    assertThat(mail.link()).isNotNull();
                })
                .extracting(Mail::isDecoy)
                .containsExactly(false, true);
    }

    private void registerByMail() {
        gatehouse.useCases().register().register(new Register.Request(email, PASSWORD, Locale.ENGLISH), Samples.CLIENT);
    }

    private void resend(EmailAddress to) {
        gatehouse.useCases().resendVerification().resend(to);
    }

    private void verify(String token) {
        gatehouse.useCases().verifyEmail().verify(token, evidence(PASSWORD), Samples.CLIENT);
    }

    /** A mail was written and queued, as always, and nobody got it. */
    private void assertSentNothing() {
        assertThat(gatehouse.mails()).endsWith(MailTemplate.VERIFY_EMAIL);
        assertThat(gatehouse.ports().queued()).hasSameSizeAs(gatehouse.mails());
        assertThat(gatehouse.deliverMails()).isEmpty();
    }
}
