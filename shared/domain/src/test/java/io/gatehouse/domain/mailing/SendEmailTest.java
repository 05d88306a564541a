package io.gatehouse.domain.mailing;

import static io.gatehouse.domain.testing.Outcomes.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.Role;
import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditHistory;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.TooManyAttempts;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.mailing.SendEmail.Order;
import io.gatehouse.domain.mailing.SendEmail.Recipient;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.domain.wiring.UseCases;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SendEmailTest {
    private static final Locale HEBREW = Locale.forLanguageTag("he-IL");
    private static final Map<String, String> NEWS = Map.of("title", "Maintenance", "message", "Sunday at ten");

    private final TestGatehouse gatehouse = new TestGatehouse();
    private final SendEmail sendEmail = gatehouse.useCases().sendEmail();
    private final Caller mailer = gatehouse.signInWith(Role.MAILER);
    private final Account ada = gatehouse.register(Samples.freshAddress(), HEBREW);
    private final EmailAddress stranger = Samples.freshAddress();

    SendEmailTest() {
        gatehouse.deliverMails();
    }

    @ParameterizedTest
    @EnumSource
    void bothRolesMaySend(Role role) {
        var caller = gatehouse.signInWith(role);
        assertThatCode(() -> sendEmail.authorise(caller.account())).doesNotThrowAnyException();
        gatehouse.deliverMails();

        var id = sendEmail.send(caller, notice(address(stranger)), Samples.CLIENT);

        assertThat(gatehouse.deliverMails()).singleElement().satisfies(sent -> {
            assertThat(sent.mail().id()).isEqualTo(id);
            assertThat(sent.mail().to()).isEqualTo(stranger.address());
            assertThat(sent.mail().template()).isEqualTo(MailTemplate.NOTICE);
            assertThat(sent.mail().variables()).isEqualTo(NEWS);
            assertThat(sent.token()).isNull();
        });
    }

    @Test
    @Tag("ASVS-8.2.1")
    void usersWithoutARoleMayNot() {
        var caller = gatehouse.signIn(ada.email());

        assertRefused(Reason.FORBIDDEN, () -> sendEmail.authorise(ada));
        assertRefused(Reason.FORBIDDEN, () -> sendEmail.send(caller, notice(address(stranger)), Samples.CLIENT));

        assertThat(gatehouse.deliverMails()).isEmpty();
        assertThat(gatehouse.audited()).doesNotContain("mail_requested");
    }

    @Test
    void aUserGetsTheMailInTheirOwnLanguageUnlessTheOrderNamesOne() {
        sendEmail.send(mailer, notice(new Recipient.User(ada.id())), Samples.CLIENT);
        sendEmail.send(mailer, notice(new Recipient.User(ada.id()), Locale.FRENCH), Samples.CLIENT);

        assertThat(gatehouse.deliverMails())
                .extracting(sent -> sent.mail().locale())
                .containsExactly(HEBREW, Locale.FRENCH);
    }

    @Test
    void anAddressGetsTheMailInEnglishUnlessTheOrderNamesAnotherLanguage() {
        sendEmail.send(mailer, notice(address(stranger)), Samples.CLIENT);
        sendEmail.send(mailer, notice(address(stranger), HEBREW), Samples.CLIENT);

        assertThat(gatehouse.deliverMails())
                .extracting(sent -> sent.mail().locale())
                .containsExactly(Locale.ENGLISH, HEBREW);
    }

    @Test
    @Tag("GDPR-17")
    void aMailToTheAddressOfAnAccountBelongsToIt() {
        sendEmail.send(mailer, notice(address(ada.email())), Samples.CLIENT);
        assertThat(gatehouse.rows().unsentMails()).singleElement().returns(ada.id(), mail -> mail.accountId());

        gatehouse.useCases().administerAccount().delete(ada.email());

        assertThat(gatehouse.deliverMails())
                .extracting(sent -> sent.mail().template())
                .containsExactly(MailTemplate.ACCOUNT_DELETED);
    }

    @Test
    void anUnknownUserIsRefusedAndNothingIsSent() {
        assertRefused(
                Reason.USER_NOT_FOUND,
                () -> sendEmail.send(mailer, notice(new Recipient.User(Samples.IDS.next())), Samples.CLIENT));

        assertThat(gatehouse.deliverMails()).isEmpty();
        assertThat(gatehouse.audited()).doesNotContain("mail_requested");
    }

    @Test
    @Tag("ASVS-2.4.1")
    void beyondTheQuotaOfAnAddressTheCallerHasToWait() {
        var limited = new UseCases(gatehouse.ports(), TestRules.UNLIMITED.mailsPerAddress(2)).sendEmail();
        limited.send(mailer, notice(address(ada.email())), Samples.CLIENT);
        limited.send(mailer, notice(new Recipient.User(ada.id())), Samples.CLIENT);

        assertThatThrownBy(() -> limited.send(mailer, notice(address(ada.email())), Samples.CLIENT))
                .isInstanceOfSatisfying(
                        TooManyAttempts.class, e -> assertThat(e.retryAfter()).isPositive());

        assertThat(gatehouse.deliverMails()).hasSize(2);
        assertThat(gatehouse.audited()).filteredOn("mail_requested"::equals).hasSize(2);
        limited.send(mailer, notice(address(stranger)), Samples.CLIENT);
        gatehouse.ports().clock().advance(Duration.ofHours(1));
        limited.send(mailer, notice(address(ada.email())), Samples.CLIENT);
        assertThat(gatehouse.deliverMails()).hasSize(2);
    }

    @Test
    @Tag("ASVS-16.3.1")
    void aMailToAnAccountIsAuditedInItsHistoryUnderTheSendersPseudonym() {
        var admin = gatehouse.signInWith(Role.ADMIN);
        sendEmail.send(mailer, notice(new Recipient.User(ada.id())), Samples.CLIENT);
        assertAudited(Actor.Kind.MAILER, mailer);
        sendEmail.send(admin, notice(address(ada.email())), Samples.CLIENT);
        assertAudited(Actor.Kind.ADMINISTRATOR, admin);

        assertThat(gatehouse.rows().auditLog().getLast().subject()).isEqualTo(gatehouse.pseudonym(ada));
        assertThat(gatehouse.useCases().readHistory().read(ada.email(), null, 10))
                .filteredOn(event -> event.action().equals("mail_requested"))
                .hasSize(2)
                .extracting(AuditHistory.Event::client)
                .as("the sender's, which ada may not read")
                .containsOnlyNulls();
    }

    @Test
    @Tag("ASVS-16.3.1")
    void aMailToAnAddressWithoutAnAccountIsAuditedToo() {
        sendEmail.send(mailer, notice(address(stranger)), Samples.CLIENT);

        assertAudited(Actor.Kind.MAILER, mailer);
        assertThat(gatehouse.useCases().readHistory().read(stranger, null, 10))
                .singleElement()
                .returns("mail_requested", AuditHistory.Event::action)
                .returns(true, AuditHistory.Event::beforeAccount);
        assertThat(gatehouse.rows().contents()).contains(stranger.address());
        gatehouse.deliverMails();
        assertThat(gatehouse.rows().contents())
                .as("neither the log nor the sent mail has the address")
                .doesNotContain(stranger.address());
    }

    private void assertAudited(Actor.Kind actor, Caller sender) {
        assertThat(gatehouse.rows().auditLog().getLast()).satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("mail_requested");
            assertThat(entry.detail()).isEqualTo("notice");
            assertThat(entry.actor()).isEqualTo(actor);
            assertThat(entry.actorId()).isEqualTo(gatehouse.pseudonym(sender.account()));
            assertThat(entry.origin()).isNotNull();
        });
    }

    private static Recipient address(EmailAddress email) {
        return new Recipient.Address(email);
    }

    private static Order notice(Recipient recipient) {
        return notice(recipient, null);
    }

    private static Order notice(Recipient recipient, @Nullable Locale locale) {
        return new Order(MailTemplate.NOTICE, recipient, locale, NEWS);
    }
}
