package io.gatehouse.domain.registration;

import static io.gatehouse.domain.testing.Outcomes.DONE;
import static io.gatehouse.domain.testing.Outcomes.assertRefused;
import static io.gatehouse.domain.testing.TestGatehouse.NEW_PASSWORD;
import static io.gatehouse.domain.testing.TestGatehouse.PASSWORD;
import static io.gatehouse.domain.testing.TestGatehouse.evidence;
import static io.gatehouse.domain.testing.TestGatehouse.noEvidence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.EmailChange;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.errors.InvalidValue;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.proof.Evidence;
import io.gatehouse.domain.session.Visitor;
import io.gatehouse.domain.testing.Outcomes;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.SettableClock;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.testing.TestRules;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerifyEmailTest {
    private static final String INVALID = Reason.INVALID_OR_EXPIRED_TOKEN.name();
    private static final Locale HEBREW = Locale.forLanguageTag("he-IL");
    private static final Duration LIFETIME = Duration.ofHours(24);

    private final TestGatehouse gatehouse = new TestGatehouse(TestRules.UNLIMITED.signUpMode(SignUpMode.VERIFIED));
    private final SettableClock clock = gatehouse.ports().clock();
    private final EmailAddress email = Samples.freshAddress();

    @Test
    void theLinkOfTheWelcomeMailVerifiesTheAddress() {
        var account = gatehouse.register(email);
        assertThat(account.emailVerified()).isFalse();

        assertThat(verify(gatehouse.tokenOf(MailTemplate.WELCOME))).isEqualTo(DONE);

        assertThat(gatehouse.ports().accountLookup().account(account.id()))
                .get()
                .satisfies(found -> assertThat(found.account().emailVerified()).isTrue());
        assertThat(gatehouse.audited()).containsExactly("registered", "email_verified");
        assertThat(gatehouse.rows().outbox()).isEmpty();
    }

    @Test
    @Tag("ASVS-6.5.1")
    void eachOfSeveralLinksIsGoodUntilOneIsUsed() {
        gatehouse.register(email);
        var first = gatehouse.tokenOf(MailTemplate.WELCOME);
        gatehouse.useCases().resendVerification().resend(email);
        var second = gatehouse.tokenOf(MailTemplate.VERIFY_EMAIL);

        assertThat(verify(second)).isEqualTo(DONE);

        assertThat(verify(first)).isEqualTo(INVALID);
        assertThat(verify(second)).isEqualTo(INVALID);
    }

    @Test
    void aLinkLivesForADay() {
        gatehouse.register(email);
        var token = gatehouse.tokenOf(MailTemplate.WELCOME);
        var end = clock.instant().plus(LIFETIME);
        clock.set(end);
        assertThat(verify(token)).isEqualTo(INVALID);

        clock.set(end.minusMillis(1));

        assertThat(verify(token)).isEqualTo(DONE);
    }

    @Test
    void aLinkVerifiesNoOtherAddress() {
        var account = gatehouse.register(email);
        var token = gatehouse.tokenOf(MailTemplate.WELCOME);
        gatehouse.store(stores -> stores.accounts().update(account.movedTo(Samples.freshAddress(), clock.instant())));

        assertThat(verify(token)).isEqualTo(INVALID);
    }

    @Test
    void theLinkOfADisabledAccountIsRefused() {
        gatehouse.register(email);
        var token = gatehouse.tokenOf(MailTemplate.WELCOME);
        gatehouse.useCases().administerAccount().disable(email);

        assertThat(verify(token)).isEqualTo(INVALID);
    }

    @Test
    void aLinkThatResetsAPasswordVerifiesNothing() {
        gatehouse.register(email);
        gatehouse.useCases().forgotPassword().mailLink(email);

        assertThat(verify(gatehouse.tokenOf(MailTemplate.RESET_PASSWORD))).isEqualTo(INVALID);
        assertThat(gatehouse.account(email)).get().returns(false, Account::emailVerified);
    }

    @Test
    void theLinkOfARegistrationMakesItAnAccount() {
        register(PASSWORD, HEBREW);
        var token = gatehouse.tokenOf(MailTemplate.VERIFY_EMAIL);
        assertThat(gatehouse.rows().accounts()).isEmpty();

        assertThat(verify(token)).isEqualTo(DONE);

        assertThat(gatehouse.account(email))
                .get()
                .returns(true, Account::emailVerified)
                .returns(HEBREW, Account::locale);
        assertThat(gatehouse.isSignedIn(gatehouse.signIn(email))).isTrue();
        assertThat(gatehouse.audited()).containsExactly("registered", "signed_in");
        assertThat(gatehouse.mails()).containsExactly(MailTemplate.VERIFY_EMAIL);
    }

    @Test
    void onceALinkIsUsedTheOthersAndTheRegistrationsOfTheAddressAreGone() {
        var first = pending(PASSWORD);
        var second = pending(NEW_PASSWORD);
        gatehouse.useCases().resendVerification().resend(email);
        var third = gatehouse.tokenOf(MailTemplate.VERIFY_EMAIL);

        assertThat(verify(second)).isEqualTo(DONE);

        assertThat(verify(first)).isEqualTo(INVALID);
        assertThat(verify(second)).isEqualTo(INVALID);
        assertThat(verify(third)).isEqualTo(INVALID);
        assertThat(gatehouse.rows().registrations()).isZero();
        assertThat(gatehouse.isSignedIn(gatehouse.signIn(email))).isTrue();
    }

    @Test
    @Tag("ASVS-6.3.4")
    void whoUsesTheLinkOfARegistrationChoosesThePasswordWhoeverMadeIt() {
        var token = pending(PASSWORD);
        assertThat(signIn(PASSWORD)).isEqualTo(Reason.EMAIL_NOT_VERIFIED.name());

        assertThat(verify(token, evidence(NEW_PASSWORD))).isEqualTo(DONE);

        assertThat(signIn(PASSWORD)).isEqualTo(Reason.INVALID_CREDENTIALS.name());
        assertThat(signIn(NEW_PASSWORD)).isEqualTo(DONE);
    }

    @Test
    void withoutAPasswordTheLinkOfARegistrationStaysGood() {
        var token = pending(PASSWORD);

        for (var i = 0; i < 6; i++) {
            assertThat(verify(token, noEvidence())).isEqualTo(Reason.PROOF_REQUIRED.name());
        }

        assertThat(gatehouse.rows().accounts()).isEmpty();
        assertThat(verify(token)).isEqualTo(DONE);
    }

    @Test
    void whoIsSignedInDoesNotMatterToTheLinkOfARegistration() {
        var token = pending(PASSWORD);
        var another = gatehouse.openSession(gatehouse.register(Samples.freshAddress()));

        assertThat(verify(token, evidence(another))).isEqualTo(Reason.PROOF_REQUIRED.name());
        assertThat(verify(token, new Evidence(new Visitor.Rejected(), PASSWORD)))
                .isEqualTo(DONE);
    }

    @Test
    void thePasswordOfARegistrationMustBeOneThatMayBeChosen() {
        var token = pending(PASSWORD);

        assertThat(codeOf(token, "too short")).isEqualTo("too_short");
        assertThat(codeOf(token, email.address())).isEqualTo("too_common");
        assertThat(gatehouse.useCases().verifyEmail().password(token, PASSWORD.text()))
                .isEqualTo(PASSWORD);
    }

    @Test
    void thePasswordOfAnAccountIsTakenAsItIs() {
        gatehouse.register(email);
        var token = gatehouse.tokenOf(MailTemplate.WELCOME);

        assertThat(gatehouse.useCases().verifyEmail().password(token, "short")).isEqualTo(new Password("short"));
        assertThat(codeOf(token, "")).isEqualTo("too_short");
    }

    @Test
    void thePasswordOfAnInvalidTokenIsNotChecked() {
        assertRefused(
                Reason.INVALID_OR_EXPIRED_TOKEN,
                () -> gatehouse.useCases().verifyEmail().password("no such token", "short"));
    }

    /** The sign-up mode of a deployment with data was changed. */
    @ParameterizedTest
    @EnumSource
    void thePurposeOfTheLinkDecidesAndNotTheMode(SignUpMode mode) {
        var other = new TestGatehouse(gatehouse.ports(), TestRules.UNLIMITED.signUpMode(mode));
        var ofRegistration = pending(PASSWORD);
        var account = gatehouse.register(Samples.freshAddress());
        var ofAccount = gatehouse.tokenOf(MailTemplate.WELCOME);
        var verifyEmail = other.useCases().verifyEmail();

        assertThat(Outcomes.of(() -> verifyEmail.verify(ofAccount, evidence(NEW_PASSWORD), Samples.CLIENT)))
                .isEqualTo(Reason.WRONG_PASSWORD.name());
        verifyEmail.verify(ofAccount, evidence(PASSWORD), Samples.CLIENT);
        verifyEmail.verify(ofRegistration, evidence(NEW_PASSWORD), Samples.CLIENT);

        assertThat(other.isSignedIn(other.signIn(account.email()))).isTrue();
        assertThat(other.isSignedIn(other.signIn(email, NEW_PASSWORD))).isTrue();
    }

    @Test
    void aVerifiedAddressEndsAChangeThatDidNotAskItsOwner() {
        var account = gatehouse.register(email);
        var token = gatehouse.tokenOf(MailTemplate.WELCOME);
        gatehouse.store(stores ->
                stores.emailChanges().put(EmailChange.begin(Samples.IDS.next(), account.id(), Samples.freshAddress())));

        assertThat(verify(token)).isEqualTo(DONE);

        assertThat(gatehouse.rows().emailChanges()).isEmpty();
    }

    @Test
    void aRegistrationWhoseAddressGotAnAccountMeanwhileIsRefused() {
        var token = pending(NEW_PASSWORD);
        var account = gatehouse.register(email);

        assertThat(verify(token)).isEqualTo(INVALID);

        assertThat(gatehouse.account(email)).contains(account);
    }

    private void register(Password password, Locale locale) {
        gatehouse.useCases().register().register(new Register.Request(email, password, locale), Samples.CLIENT);
    }

    /** Registers by mail. Returns the token in it. */
    private String pending(Password password) {
        register(password, Locale.ENGLISH);
        return gatehouse.tokenOf(MailTemplate.VERIFY_EMAIL);
    }

    /** As somebody who knows {@link TestGatehouse#PASSWORD}. */
    private String verify(String token) {
        return verify(token, evidence(PASSWORD));
    }

    private String verify(String token, Evidence evidence) {
        return Outcomes.of(() -> gatehouse.useCases().verifyEmail().verify(token, evidence, Samples.CLIENT));
    }

    private String signIn(Password password) {
        return Outcomes.of(() -> gatehouse.signIn(email, password));
    }

    private String codeOf(String token, String password) {
        var verifyEmail = gatehouse.useCases().verifyEmail();
        return catchThrowableOfType(InvalidValue.class, () -> verifyEmail.password(token, password))
                .code();
    }
}
