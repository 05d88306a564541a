package io.gatehouse.domain.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ForgotPasswordTest {
    private final TestGatehouse gatehouse = new TestGatehouse();
    private final EmailAddress email = Samples.freshAddress();

    @Test
    void theLinkGoesToTheAddressAsItsOwnerWritesItInTheOwnersLanguage() {
        var account = gatehouse.register(email, Locale.forLanguageTag("he-IL"));
        gatehouse.deliverMails();

        mailLink(EmailAddress.parse(email.address().toUpperCase(Locale.ROOT)));

        assertThat(gatehouse.deliverMails()).singleElement().satisfies(sent -> {
            assertThat(sent.mail().template()).isEqualTo(MailTemplate.RESET_PASSWORD);
            assertThat(sent.mail().to()).isEqualTo(account.email().address());
            assertThat(sent.mail().locale()).isEqualTo(account.locale());
            assertThat(sent.token()).isNotNull();
        });
    }

    @Test
    void anAccountWithoutPasswordGetsALink() {
        gatehouse.registerWithoutPassword(email);

        mailLink(email);

        assertThat(gatehouse.tokenOf(MailTemplate.RESET_PASSWORD)).isNotNull();
    }

    @Test
    @Tag("ASVS-6.3.8")
    void anUnknownAddressCausesAMailThatNobodyGets() {
        mailLink(email);

        assertSentNothing();
        assertThat(gatehouse.rows().mailTokens()).isZero();
    }

    /** The size of what is stored, and so the time that it takes, does not tell which is which. */
    @Test
    @Tag("ASVS-6.3.8")
    void aDecoyHasAllThatARealMailHas() {
        gatehouse.register(email);

        mailLink(email);
        mailLink(Samples.freshAddress());

        assertThat(gatehouse.rows().mails())
                .filteredOn(mail -> mail.template() == MailTemplate.RESET_PASSWORD)
                .hasSize(2)
                .allSatisfy(mail -> {
                    assertThat(mail.accountId()).isNotNull();
                    assertThat(mail.link()).isNotNull();
                })
                .extracting(Mail::isDecoy)
                .containsExactly(false, true);
    }

    @Test
    @Tag("ASVS-6.3.8")
    void aDisabledAccountIsTreatedAsAnUnknownAddress() {
        gatehouse.register(email);
        gatehouse.deliverMails();
        gatehouse.useCases().administerAccount().disable(email);

        mailLink(email);

        assertSentNothing();
    }

    private void mailLink(EmailAddress to) {
        gatehouse.useCases().forgotPassword().mailLink(to);
    }

    /** A mail was written and queued, as always, and nobody got it. */
    private void assertSentNothing() {
        assertThat(gatehouse.mails()).endsWith(MailTemplate.RESET_PASSWORD);
        assertThat(gatehouse.ports().queued()).hasSameSizeAs(gatehouse.mails());
        assertThat(gatehouse.deliverMails()).isEmpty();
    }
}
