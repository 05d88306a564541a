package io.gatehouse.domain.address;

import static io.gatehouse.domain.testing.Outcomes.assertRefused;
import static io.gatehouse.domain.testing.TestGatehouse.NEW_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.EmailChange;
import io.gatehouse.domain.credential.Proof;
import io.gatehouse.domain.errors.InvalidValue;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.TooManyAttempts;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestEmailChangeTest {
    private final EmailChangeSteps steps = new EmailChangeSteps();
    private final TestGatehouse gatehouse = steps.gatehouse;
    private final EmailAddress other = Samples.freshAddress();

    @Test
    void bothAddressesAreAskedInTheLanguageOfTheAccount() {
        var sent = steps.request(other);

        assertThat(sent).extracting(s -> s.mail().to()).containsExactly(steps.old.address(), other.address());
        assertThat(sent).allSatisfy(s -> {
            assertThat(s.mail().template()).isEqualTo(MailTemplate.CONFIRM_EMAIL_CHANGE);
            assertThat(s.mail().locale()).isEqualTo(EmailChangeSteps.HEBREW);
            assertThat(s.mail().variables()).isEqualTo(Map.of("newEmail", other.masked()));
            assertThat(s.token()).isNotNull();
        });
        assertThat(gatehouse.audited()).endsWith("email_change_requested");
    }

    @Test
    void aRequestAloneChangesNothing() {
        steps.request(other);

        assertThat(gatehouse.account(steps.old)).contains(steps.account);
        assertThat(gatehouse.account(other)).isEmpty();
    }

    @Test
    @Tag("ASVS-6.3.8")
    void ifTheNewAddressIsTakenItsOwnerIsToldAndTheCallerIsNot() {
        gatehouse.register(other);
        gatehouse.deliverMails();

        var sent = steps.request(other);

        assertThat(gatehouse.ports().queued()).as("welcome mails included").hasSize(4);
        assertThat(sent)
                .extracting(s -> s.mail().template())
                .containsExactly(MailTemplate.CONFIRM_EMAIL_CHANGE, MailTemplate.ACCOUNT_EXISTS);
        assertThat(sent.getLast().token()).isNull();
        assertThat(sent.getLast().mail().locale()).isEqualTo(Locale.ENGLISH);
        assertThat(steps.confirm(Objects.requireNonNull(sent.getFirst().token())))
                .isEqualTo(ConfirmEmailChange.Result.PENDING);
    }

    @Test
    @Tag("ASVS-7.5.1")
    void aProofOfAReplacedPasswordAsksNobody() {
        var proof = gatehouse.proof(steps.caller);
        gatehouse.useCases().changePassword().changePassword(steps.caller, proof, NEW_PASSWORD, Samples.CLIENT);
        gatehouse.deliverMails();

        assertRefused(Reason.WRONG_PASSWORD, () -> request(proof));

        assertThat(gatehouse.deliverMails()).isEmpty();
        assertThat(gatehouse.rows().emailChanges()).isEmpty();
        assertThat(gatehouse.audited()).doesNotContain("email_change_requested");
    }

    @Test
    void aDisabledAccountAsksNobody() {
        var proof = gatehouse.proof(steps.caller);
        gatehouse.useCases().administerAccount().disable(steps.old);

        assertRefused(Reason.INVALID_TOKEN, () -> request(proof));

        assertThat(gatehouse.deliverMails()).isEmpty();
    }

    @Test
    void anAccountWithoutAPasswordCanRequestAChangeWithAProofOfAnotherCredential() {
        var passwordless = gatehouse.registerWithoutPassword(Samples.freshAddress());
        var proof = Proof.of(gatehouse.addCredential(passwordless), Samples.now());

        var caller = gatehouse.openSession(passwordless);
        gatehouse.useCases().requestEmailChange().request(caller, proof, other, Samples.CLIENT);

        for (var mail : gatehouse.deliverMails()) {
            steps.confirm(Objects.requireNonNull(mail.token()), TestGatehouse.evidence(caller));
        }
        assertThat(gatehouse.account(other).orElseThrow().id()).isEqualTo(passwordless.id());
    }

    @Test
    void anAddressThatIsNotVerifiedIsNeitherAskedNorTold() {
        var account = gatehouse.register(Samples.freshAddress());
        var caller = gatehouse.signIn(account.email());
        gatehouse.deliverMails();

        gatehouse.useCases().requestEmailChange().request(caller, gatehouse.proof(caller), other, Samples.CLIENT);
        var asked = gatehouse.deliverMails();
        gatehouse
                .useCases()
                .confirmEmailChange()
                .confirm(
                        Objects.requireNonNull(asked.getFirst().token()),
                        TestGatehouse.evidence(caller),
                        Samples.CLIENT);

        assertThat(asked).singleElement().satisfies(sent -> {
            assertThat(sent.mail().to()).isEqualTo(other.address());
            assertThat(sent.mail().verified()).isFalse();
        });
        assertThat(gatehouse.account(other).orElseThrow().id()).isEqualTo(account.id());
        assertThat(gatehouse.deliverMails()).isEmpty();
    }

    @Test
    void anotherSpellingIsTakenAtOnceWithoutAMail() {
        var respelled = EmailAddress.parse(steps.old.address().toUpperCase(Locale.ROOT));

        var sent = steps.request(respelled);

        assertThat(sent).isEmpty();
        var account = gatehouse.account(steps.old).orElseThrow();
        assertThat(account.email()).isEqualTo(respelled);
        assertThat(account.emailVerified()).isTrue();
        assertThat(account.revision()).isGreaterThan(steps.account.revision());
        assertThat(gatehouse.rows().emailChanges()).isEmpty();
        assertThat(gatehouse.audited()).endsWith("email_changed");
    }

    @Test
    void theHistoryHasOneRespellingAnHour() {
        var upperCase = EmailAddress.parse(steps.old.address().toUpperCase(Locale.ROOT));
        for (var i = 0; i < 10; i++) {
            steps.request(upperCase);
            steps.request(steps.old);
        }
        assertThat(gatehouse.audited()).containsOnlyOnce("email_changed");
    }

    @Test
    @Tag("ASVS-2.4.1")
    void theSixthRequestOfAnAccountInAnHourIsRefused() {
        for (var i = 0; i < 5; i++) {
            steps.request(Samples.freshAddress());
        }

        assertThatThrownBy(() -> steps.request(other))
                .isInstanceOfSatisfying(
                        TooManyAttempts.class, e -> assertThat(e.retryAfter()).isPositive());
        assertThat(gatehouse.deliverMails()).isEmpty();
    }

    @Test
    void aNewerRequestReplacesAnOlderOne() {
        steps.request(other);
        var newest = Samples.freshAddress();
        steps.request(newest);

        assertThat(gatehouse.rows().emailChanges())
                .singleElement()
                .extracting(EmailChange::email)
                .isEqualTo(newest);
    }

    @ParameterizedTest
    @CsvSource({"no address, invalid_email", "ada@example.com, same_email"})
    void anAddressThatIsNoneOrTheAccountsOwnIsInvalid(String text, String problem) {
        var account = gatehouse.register(EmailAddress.parse("ada@example.com"));

        assertThatThrownBy(() -> RequestEmailChange.newAddress(text, account))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.code()).isEqualTo(problem));
    }

    @Test
    void anotherAddressOrSpellingIsTakenAsItIsWritten() {
        var spelling = steps.old.address().toUpperCase(Locale.ROOT);
        assertThat(RequestEmailChange.newAddress(spelling, steps.account)).isEqualTo(EmailAddress.parse(spelling));
        assertThat(RequestEmailChange.newAddress("Grace@Example.com", steps.account))
                .isEqualTo(EmailAddress.parse("Grace@Example.com"));
    }

    private void request(Proof proof) {
        gatehouse.useCases().requestEmailChange().request(steps.caller, proof, other, Samples.CLIENT);
    }
}
