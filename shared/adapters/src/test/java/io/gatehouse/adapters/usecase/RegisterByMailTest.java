package io.gatehouse.adapters.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapters.Fixtures;
import io.gatehouse.adapters.Stores;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.errors.Refused.Reason;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.signin.SignIn.Credentials;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sign-up mode {@code verified}, up to the first sign-in. */
class RegisterByMailTest {
    private static final Password PASSWORD = new Password("correct horse battery staple");
    private static final Password ANOTHER = new Password("eleven herons over quiet water");

    private final UseCases useCases = new UseCases();
    private Instant now = Fixtures.now();
    private final InstantSource clock = () -> now;

    @Test
    @Tag("ASVS-6.3.8")
    void aTakenAddressCausesTheSameRowsAndAnotherMail() {
        var taken = Fixtures.freshAddress();
        var free = Fixtures.freshAddress();
        useCases.register().account(taken, PASSWORD, Locale.forLanguageTag("he"), Fixtures.CLIENT);
        useCases.deliver(clock);

        useCases.registerByMail(clock).ask(taken, ANOTHER, Locale.ENGLISH);
        useCases.registerByMail(clock).ask(free, ANOTHER, Locale.ENGLISH);

        assertThat(useCases.count("registrations")).isEqualTo(2);
        assertThat(Stores.receive(useCases.queue, 3)).hasSize(3);
        var sent = useCases.deliver(clock);
        assertThat(sent)
                .extracting(s -> s.mail().template())
                .containsExactly(MailTemplate.ACCOUNT_EXISTS, MailTemplate.VERIFY_EMAIL);
        assertThat(sent.getFirst().token()).isNull();
        assertThat(sent.getFirst().mail().locale()).isEqualTo(Locale.forLanguageTag("he"));
        assertThat(sent.getLast().mail().to()).isEqualTo(free.address());
    }

    @Test
    @Tag("ASVS-2.4.1")
    void beyondAnAddressesQuotaMailsGoToNobody() {
        var email = Fixtures.freshAddress();
        var register = useCases.registerByMail(clock, 1);

        register.ask(email, PASSWORD, Locale.ENGLISH);
        register.ask(email, PASSWORD, Locale.ENGLISH);

        assertThat(useCases.mails()).containsExactly("verify-email", "verify-email");
        assertThat(useCases.deliver(clock)).hasSize(1);
    }

    @Test
    @Tag("ASVS-15.4.2")
    void manyRegistrationsOfOneAddressAtOnceAreAnsweredTheSameAndTheNewestCounts() {
        var email = Fixtures.freshAddress();
        var turn = new AtomicInteger();
        var register = useCases.registerByMail(clock);

        assertThat(Outcomes.of(
                        64,
                        () -> register.ask(email, new Password("password " + turn.incrementAndGet()), Locale.ENGLISH)))
                .isEqualTo(Map.of("done", 64L));

        assertThat(useCases.count("registrations")).isEqualTo(64);
        var known = IntStream.rangeClosed(1, 64)
                .mapToObj(i -> signInUnhindered(email, new Password("password " + i)))
                .collect(Collectors.groupingBy(outcome -> outcome, Collectors.counting()));
        assertThat(known)
                .isEqualTo(Map.of(Reason.EMAIL_NOT_VERIFIED.name(), 1L, Reason.INVALID_CREDENTIALS.name(), 63L));
    }

    @Test
    void untilTheAddressIsVerifiedOnlyWhoKnowsThePasswordHearsSo() {
        var email = Fixtures.freshAddress();
        useCases.registerByMail(clock).ask(email, PASSWORD, Locale.ENGLISH);

        assertThat(signIn(email, PASSWORD)).isEqualTo(Reason.EMAIL_NOT_VERIFIED.name());
        assertThat(signIn(email, ANOTHER)).isEqualTo(Reason.INVALID_CREDENTIALS.name());
        assertThat(useCases.audited()).containsExactly("sign_in_failed", "sign_in_failed");

        useCases.verifyEmail(clock).with(useCases.tokenOf(MailTemplate.VERIFY_EMAIL, clock), Fixtures.CLIENT);

        assertThat(signIn(email, PASSWORD)).isEqualTo("done");
    }

    @Test
    void theNewestRegistrationsPasswordIsTheOneThatCounts() {
        var email = Fixtures.freshAddress();
        useCases.registerByMail(clock).ask(email, PASSWORD, Locale.ENGLISH);
        useCases.registerByMail(clock).ask(email, ANOTHER, Locale.ENGLISH);

        assertThat(signIn(email, ANOTHER)).isEqualTo(Reason.EMAIL_NOT_VERIFIED.name());
        assertThat(signIn(email, PASSWORD)).isEqualTo(Reason.INVALID_CREDENTIALS.name());
    }

    @Test
    @Tag("ASVS-6.3.8")
    void whoeverRegistersATakenAddressHearsAtASignInWhatTheyHearOfAFreeOne() {
        var email = Fixtures.freshAddress();
        useCases.register().account(email, PASSWORD, Locale.ENGLISH, Fixtures.CLIENT);
        useCases.verifyEmail(clock).with(useCases.tokenOf(MailTemplate.WELCOME, clock), Fixtures.CLIENT);
        useCases.registerByMail(clock).ask(email, ANOTHER, Locale.ENGLISH);

        assertThat(signIn(email, ANOTHER)).isEqualTo(Reason.EMAIL_NOT_VERIFIED.name());
        assertThat(signIn(email, PASSWORD)).isEqualTo("done");
    }

    @Test
    void anExpiredRegistrationIsAsGoodAsNone() {
        var email = Fixtures.freshAddress();
        useCases.registerByMail(clock).ask(email, PASSWORD, Locale.ENGLISH);
        now = now.plus(Duration.ofDays(7));

        assertThat(signIn(email, PASSWORD)).isEqualTo(Reason.INVALID_CREDENTIALS.name());
    }

    private String signInUnhindered(EmailAddress email, Password password) {
        useCases.execute("DELETE FROM failed_attempts");
        return signIn(email, password);
    }

    private String signIn(EmailAddress email, Password password) {
        return Outcomes.of(() -> useCases.signIn(useCases.hasher, true, clock)
                .with(new Credentials(email, password, null), Fixtures.CLIENT));
    }
}
