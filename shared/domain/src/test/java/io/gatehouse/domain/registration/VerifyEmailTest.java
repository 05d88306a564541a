package io.gatehouse.domain.registration;

import static io.gatehouse.domain.testing.Outcomes.DONE;
import static io.gatehouse.domain.testing.TestGatehouse.NEW_PASSWORD;
import static io.gatehouse.domain.testing.TestGatehouse.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.testing.Outcomes;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.SettableClock;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.testing.TestRules;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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
    void theRegistrationWhoseLinkIsUsedCountsAndTheOthersAreRemoved() {
        var first = pending(PASSWORD);
        var second = pending(NEW_PASSWORD);

        assertThat(verify(first)).isEqualTo(DONE);

        assertThat(verify(second)).isEqualTo(INVALID);
        assertThat(gatehouse.rows().registrations()).isZero();
        assertThat(gatehouse.isSignedIn(gatehouse.signIn(email))).isTrue();
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

    private String verify(String token) {
        return Outcomes.of(() -> gatehouse.useCases().verifyEmail().verify(token, Samples.CLIENT));
    }
}
