package io.gatehouse.adapters.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapters.Fixtures;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.errors.Refused.Reason;
import io.gatehouse.domain.mail.MailTemplate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"read committed", "repeatable read"})
class VerifyEmailTest {
    private static final Password PASSWORD = new Password("correct horse battery staple");
    private static final Password ANOTHER = new Password("eleven herons over quiet water");
    private static final Locale HEBREW = Locale.forLanguageTag("he-IL");
    private static final Duration LIFETIME = Duration.ofHours(24);

    @Parameter
    String isolation;

    private UseCases useCases;
    private Instant now = Fixtures.now();
    private final InstantSource clock = () -> now;

    @BeforeEach
    void start() {
        useCases = new UseCases(isolation);
    }

    @Test
    void theLinkOfTheWelcomeMailVerifiesTheAddress() {
        var account = registered();
        assertThat(account.emailVerified()).isFalse();

        assertThat(verify(useCases.tokenOf(MailTemplate.WELCOME, clock))).isEqualTo("done");

        assertThat(useCases.directory
                        .account(account.id())
                        .orElseThrow()
                        .account()
                        .emailVerified())
                .isTrue();
        assertThat(useCases.audited()).endsWith("email_verified");
        assertThat(useCases.count("outbox")).isZero();
    }

    @Test
    @Tag("ASVS-6.5.1")
    void ofSeveralLinksEachIsGoodUntilOneIsUsed() {
        var account = registered();
        var first = useCases.tokenOf(MailTemplate.WELCOME, clock);
        useCases.sendLink(clock).toVerify(account.email());
        var second = useCases.tokenOf(MailTemplate.VERIFY_EMAIL, clock);

        assertThat(verify(second)).isEqualTo("done");

        assertThat(verify(first)).isEqualTo(Reason.INVALID_MAIL_TOKEN.name());
        assertThat(verify(second)).isEqualTo(Reason.INVALID_MAIL_TOKEN.name());
    }

    @Test
    void aLinkLivesForADay() {
        registered();
        var token = useCases.tokenOf(MailTemplate.WELCOME, clock);
        now = now.plus(LIFETIME);
        assertThat(verify(token)).isEqualTo(Reason.INVALID_MAIL_TOKEN.name());

        now = now.minusMillis(1);

        assertThat(verify(token)).isEqualTo("done");
    }

    @Test
    void aLinkVerifiesNoOtherAddress() {
        var account = registered();
        var token = useCases.tokenOf(MailTemplate.WELCOME, clock);
        useCases.transactions.execute(
                tx -> tx.accounts().update(account.movedTo(Fixtures.freshAddress(), Fixtures.now())));

        assertThat(verify(token)).isEqualTo(Reason.INVALID_MAIL_TOKEN.name());
    }

    @Test
    void aDisabledAccountsLinkIsRefused() {
        var account = registered();
        var token = useCases.tokenOf(MailTemplate.WELCOME, clock);
        useCases.administer().disable(account.email());

        assertThat(verify(token)).isEqualTo(Reason.INVALID_MAIL_TOKEN.name());
    }

    @Test
    void aLinkThatResetsAPasswordVerifiesNothing() {
        var account = registered();
        useCases.sendLink(clock).toReset(account.email());

        assertThat(verify(useCases.tokenOf(MailTemplate.RESET_PASSWORD, clock)))
                .isEqualTo(Reason.INVALID_MAIL_TOKEN.name());
    }

    @Test
    void aRegistrationBecomesAnAccountWhenItsLinkIsUsed() {
        var email = Fixtures.freshAddress();
        useCases.registerByMail(clock).ask(email, PASSWORD, HEBREW);
        var token = useCases.tokenOf(MailTemplate.VERIFY_EMAIL, clock);
        assertThat(useCases.count("accounts")).isZero();

        assertThat(verify(token)).isEqualTo("done");

        var account = useCases.account(email).orElseThrow();
        assertThat(account.emailVerified()).isTrue();
        assertThat(account.locale()).isEqualTo(HEBREW);
        assertThat(useCases.isSignedIn(useCases.caller(email, PASSWORD))).isTrue();
        assertThat(useCases.audited()).containsExactly("registered", "signed_in");
        assertThat(useCases.mails()).containsExactly("verify-email");
    }

    @Test
    void theRegistrationWhoseLinkIsUsedCountsAndTheOthersDie() {
        var email = Fixtures.freshAddress();
        var first = pending(email, PASSWORD);
        var second = pending(email, ANOTHER);

        assertThat(verify(first)).isEqualTo("done");

        assertThat(verify(second)).isEqualTo(Reason.INVALID_MAIL_TOKEN.name());
        assertThat(useCases.count("registrations")).isZero();
        assertThat(useCases.isSignedIn(useCases.caller(email, PASSWORD))).isTrue();
    }

    @Test
    void aRegistrationWhoseAddressGotAnAccountMeanwhileIsRefused() {
        var email = Fixtures.freshAddress();
        var token = pending(email, PASSWORD);
        var account = useCases.register().account(email, ANOTHER, Locale.ENGLISH, Fixtures.CLIENT);

        assertThat(verify(token)).isEqualTo(Reason.INVALID_MAIL_TOKEN.name());

        assertThat(useCases.account(email)).contains(account);
    }

    @Test
    void aRegistrationsLinkIsSentAgainOnRequest() {
        var email = Fixtures.freshAddress();
        pending(email, PASSWORD);
        now = now.plus(Duration.ofDays(2));
        useCases.sendLink(clock).toVerify(email);

        assertThat(verify(useCases.tokenOf(MailTemplate.VERIFY_EMAIL, clock))).isEqualTo("done");

        assertThat(useCases.account(email)).isPresent();
    }

    @Test
    void afterAWeekARegistrationIsForgotten() {
        var email = Fixtures.freshAddress();
        pending(email, PASSWORD);
        now = now.plus(Duration.ofDays(7));

        useCases.sendLink(clock).toVerify(email);

        assertThat(useCases.deliver(clock)).isEmpty();
    }

    @Test
    void aVerifiedAddressGetsNoLink() {
        var account = registered();
        verify(useCases.tokenOf(MailTemplate.WELCOME, clock));

        useCases.sendLink(clock).toVerify(account.email());

        assertThat(useCases.mails()).endsWith("verify-email");
        assertThat(useCases.deliver(clock)).isEmpty();
    }

    @Test
    @Tag("ASVS-15.4.2")
    void ofManyUsesOfALinkAtOnceOneSucceeds() {
        registered();
        var token = useCases.tokenOf(MailTemplate.WELCOME, clock);

        assertThat(Outcomes.of(64, () -> useCases.verifyEmail(clock).with(token, Fixtures.CLIENT)))
                .isEqualTo(Map.of("done", 1L, Reason.INVALID_MAIL_TOKEN.name(), 63L));
        assertThat(useCases.audited()).containsOnlyOnce("email_verified");
    }

    @Test
    @Tag("ASVS-15.4.2")
    void ofManyRegistrationsThatAreConfirmedAtOnceOneBecomesTheAccount() {
        var email = Fixtures.freshAddress();
        var first = pending(email, PASSWORD);
        useCases.sendLink(clock).toVerify(email);
        var firstAgain = useCases.tokenOf(MailTemplate.VERIFY_EMAIL, clock);
        var second = pending(email, ANOTHER);
        var tokens = List.of(first, firstAgain, second);
        var turn = new AtomicInteger();

        var outcomes = Outcomes.of(
                64,
                () -> useCases.verifyEmail(clock)
                        .with(tokens.get(turn.getAndIncrement() % tokens.size()), Fixtures.CLIENT));

        assertThat(outcomes).isEqualTo(Map.of("done", 1L, Reason.INVALID_MAIL_TOKEN.name(), 63L));
        assertThat(useCases.count("accounts")).isEqualTo(1);
        assertThat(useCases.audited()).containsExactly("registered");
    }

    private Account registered() {
        return useCases.register().account(Fixtures.freshAddress(), PASSWORD, Locale.ENGLISH, Fixtures.CLIENT);
    }

    /** Registers by mail; the token in it. */
    private String pending(EmailAddress email, Password password) {
        useCases.registerByMail(clock).ask(email, password, Locale.ENGLISH);
        return useCases.tokenOf(MailTemplate.VERIFY_EMAIL, clock);
    }

    private String verify(String token) {
        return Outcomes.of(() -> useCases.verifyEmail(clock).with(token, Fixtures.CLIENT));
    }
}
