package io.gatehouse.adapters.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapters.Fixtures;
import io.gatehouse.adapters.Stores;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.mail.MailTemplate;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SendLinkTest {
    private static final Password PASSWORD = new Password("correct horse battery staple");

    private final UseCases useCases = new UseCases();

    @Test
    void aLinkGoesToTheAddressAsItsOwnerSpellsItInTheirLanguage() {
        var account = registered(Locale.forLanguageTag("he-IL"));
        var shouted = EmailAddress.parse(account.email().address().toUpperCase(Locale.ROOT));

        useCases.sendLink(Fixtures.CLOCK).toReset(shouted);

        var mail = useCases.deliver(Fixtures.CLOCK).getFirst().mail();
        assertThat(mail.template()).isEqualTo(MailTemplate.RESET_PASSWORD);
        assertThat(mail.to()).isEqualTo(account.email().address());
        assertThat(mail.locale()).isEqualTo(account.locale());
    }

    @Test
    @Tag("ASVS-6.3.8")
    void anUnknownAddressCausesAMailThatNobodyGets() {
        useCases.sendLink(Fixtures.CLOCK).toReset(Fixtures.freshAddress());

        assertThat(useCases.mails()).containsExactly("reset-password");
        assertThat(Stores.receive(useCases.queue, 1)).hasSize(1);
        assertThat(useCases.deliver(Fixtures.CLOCK)).isEmpty();
        assertThat(useCases.count("mail_tokens")).isZero();
    }

    /** A clock would see it otherwise. */
    @Test
    @Tag("ASVS-6.3.8")
    void aMailThatNobodyGetsIsWrittenLikeAnyOther() {
        var known = registered(Locale.ENGLISH).email();

        useCases.sendLink(Fixtures.CLOCK).toReset(known);
        useCases.sendLink(Fixtures.CLOCK).toReset(Fixtures.freshAddress());

        assertThat(useCases.column("""
                SELECT num_nulls(account_id, link_purpose, link_owner, link_state) FROM mails
                WHERE template = 'reset-password'
                """)).containsExactly("0", "0");
    }

    @Test
    @Tag("ASVS-6.3.8")
    void aDisabledAccountIsAsGoodAsNone() {
        var account = registered(Locale.ENGLISH);
        useCases.administer().disable(account.email());

        useCases.sendLink(Fixtures.CLOCK).toReset(account.email());

        assertThat(useCases.mails()).endsWith("reset-password");
        assertThat(useCases.deliver(Fixtures.CLOCK)).isEmpty();
    }

    @Test
    @Tag("ASVS-2.4.1")
    void beyondAnAddressesQuotaMailsGoToNobody() {
        var account = registered(Locale.ENGLISH);
        var other = registered(Locale.ENGLISH);
        var sendLink = useCases.sendLink(Fixtures.CLOCK, 2);

        for (var i = 0; i < 3; i++) {
            sendLink.toReset(account.email());
        }
        sendLink.toReset(other.email());

        assertThat(useCases.deliver(Fixtures.CLOCK))
                .extracting(sent -> sent.mail().to())
                .containsExactly(
                        account.email().address(),
                        account.email().address(),
                        other.email().address());
        assertThat(useCases.mails()).filteredOn("reset-password"::equals).hasSize(4);
    }

    private Account registered(Locale locale) {
        var account = useCases.register().account(Fixtures.freshAddress(), PASSWORD, locale, Fixtures.CLIENT);
        useCases.deliver(Fixtures.CLOCK);
        return account;
    }
}
