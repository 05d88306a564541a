package io.gatehouse.adapters.usecase;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapters.Fixtures;
import io.gatehouse.adapters.Stores;
import io.gatehouse.adapters.usecase.UseCases.Sent;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.errors.Refused.Reason;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.sessions.AuthenticateCaller.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A change of address, from the request to the second agreement. */
@ParameterizedClass
@ValueSource(strings = {"read committed", "repeatable read"})
class ChangeEmailTest {
    private static final Password PASSWORD = new Password("correct horse battery staple");
    private static final Password ANOTHER = new Password("eleven herons over quiet water");
    private static final Locale HEBREW = Locale.forLanguageTag("he-IL");
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final String INVALID = Reason.INVALID_MAIL_TOKEN.name();

    @Parameter
    String isolation;

    private UseCases useCases;
    private Account account;
    private Caller caller;
    private EmailAddress old;
    private final EmailAddress other = Fixtures.freshAddress();
    private Instant now = Fixtures.now();
    private final InstantSource clock = () -> now;

    /** The tokens that the two addresses were sent. */
    private record Tokens(String toOld, String toNew) {}

    @BeforeEach
    void signIn() {
        useCases = new UseCases(isolation);
        account = useCases.register().account(Fixtures.freshAddress(), PASSWORD, HEBREW, Fixtures.CLIENT);
        old = account.email();
        caller = useCases.caller(old, PASSWORD);
        useCases.deliver(clock);
    }

    @Test
    void theAddressChangesOnceBothHaveAgreed() {
        var tokens = asked();

        assertThat(confirm(tokens.toNew())).isFalse();
        assertThat(useCases.account(old)).contains(account);
        assertThat(confirm(tokens.toOld())).isTrue();

        var moved = useCases.account(other).orElseThrow();
        assertThat(moved.id()).isEqualTo(account.id());
        assertThat(moved.emailVerified()).isTrue();
        assertThat(useCases.account(old)).isEmpty();
        assertThat(useCases.directory.account(account.id()).orElseThrow().account())
                .isEqualTo(moved);
        assertThat(useCases.count("email_changes")).isZero();
        assertThat(useCases.count("outbox")).isZero();
    }

    @Test
    @Tag("ASVS-6.3.7")
    void theOldAddressIsToldAndTheAuditLogToo() {
        var tokens = asked();
        confirm(tokens.toOld());
        confirm(tokens.toNew());

        var notice = useCases.deliver(clock).getFirst().mail();

        assertThat(notice.template()).isEqualTo(MailTemplate.EMAIL_CHANGED);
        assertThat(notice.to()).isEqualTo(old.address());
        assertThat(useCases.audited()).endsWith("email_change_requested", "email_changed");
    }

    @Test
    void bothAreAskedInTheLanguageOfTheAccount() {
        ask(other);

        var sent = useCases.deliver(clock);

        assertThat(sent).extracting(s -> s.mail().to()).containsExactly(old.address(), other.address());
        assertThat(sent).allSatisfy(s -> {
            assertThat(s.mail().template()).isEqualTo(MailTemplate.CONFIRM_EMAIL_CHANGE);
            assertThat(s.mail().locale()).isEqualTo(HEBREW);
            assertThat(s.mail().variables()).isEqualTo(Map.of("newEmail", other.address()));
        });
    }

    @Test
    @Tag("ASVS-6.3.8")
    void ifTheNewAddressIsTakenItsOwnerHearsSoAndTheCallerDoesNot() {
        useCases.register().account(other, PASSWORD, Locale.ENGLISH, Fixtures.CLIENT);
        useCases.deliver(clock);

        ask(other);

        assertThat(Stores.receive(useCases.queue, 4)).hasSize(4);
        var sent = useCases.deliver(clock);
        assertThat(sent)
                .extracting(s -> s.mail().template())
                .containsExactly(MailTemplate.CONFIRM_EMAIL_CHANGE, MailTemplate.ACCOUNT_EXISTS);
        assertThat(sent.getLast().token()).isNull();
        assertThat(sent.getLast().mail().locale()).isEqualTo(Locale.ENGLISH);
        assertThat(confirm(Objects.requireNonNull(sent.getFirst().token()))).isFalse();
    }

    @Test
    void anAddressThatIsTakenMeanwhileIsNotTakenOver() {
        var tokens = asked();
        confirm(tokens.toOld());
        var taker = useCases.register().account(other, PASSWORD, Locale.ENGLISH, Fixtures.CLIENT);

        assertThat(outcome(tokens.toNew())).isEqualTo(INVALID);

        assertThat(useCases.account(old)).contains(account);
        assertThat(useCases.account(other)).contains(taker);
    }

    @Test
    @Tag("ASVS-6.5.1")
    void eachTokenIsUsedOnce() {
        var tokens = asked();
        assertThat(confirm(tokens.toOld())).isFalse();

        assertThat(outcome(tokens.toOld())).isEqualTo(INVALID);
        assertThat(confirm(tokens.toNew())).isTrue();
        assertThat(outcome(tokens.toNew())).isEqualTo(INVALID);
    }

    @Test
    void aTokenLivesForAnHour() {
        var tokens = asked();
        now = now.plus(LIFETIME);
        assertThat(outcome(tokens.toOld())).isEqualTo(INVALID);

        now = now.minusMillis(1);

        assertThat(confirm(tokens.toOld())).isFalse();
    }

    @Test
    void aNewerRequestTakesThePlaceOfAnOlderOne() {
        var older = asked();
        confirm(older.toOld());
        var newest = Fixtures.freshAddress();
        var newer = asked(newest);

        assertThat(outcome(older.toNew())).isEqualTo(INVALID);
        assertThat(confirm(newer.toNew())).isFalse();
        assertThat(confirm(newer.toOld())).isTrue();
        assertThat(useCases.account(newest)).isPresent();
    }

    @Test
    void aNewPasswordEndsIt() {
        var tokens = asked();
        useCases.changePassword(clock).of(caller, PASSWORD, ANOTHER, Fixtures.CLIENT);

        assertThat(outcome(tokens.toOld())).isEqualTo(INVALID);
        assertThat(outcome(tokens.toNew())).isEqualTo(INVALID);
    }

    @Test
    void aResetEndsIt() {
        var tokens = asked();
        useCases.sendLink(clock).toReset(old);
        useCases.resetPassword(clock)
                .with(useCases.tokenOf(MailTemplate.RESET_PASSWORD, clock), ANOTHER, Fixtures.CLIENT);

        assertThat(outcome(tokens.toOld())).isEqualTo(INVALID);
        assertThat(outcome(tokens.toNew())).isEqualTo(INVALID);
    }

    @Test
    @Tag("ASVS-7.5.1")
    void aWrongPasswordAsksNobody() {
        assertThat(Outcomes.of(() -> useCases.changeEmail(clock).ask(caller, other, ANOTHER, Fixtures.CLIENT)))
                .isEqualTo(Reason.WRONG_PASSWORD.name());

        assertThat(useCases.deliver(clock)).isEmpty();
        assertThat(useCases.count("email_changes")).isZero();
        assertThat(useCases.audited()).endsWith("password_check_failed");
    }

    @Test
    @Tag("ASVS-2.4.1")
    void beyondAnAddressesQuotaItsMailsGoToNobody() {
        var changeEmail = useCases.changeEmail(clock, 1);
        changeEmail.ask(caller, other, PASSWORD, Fixtures.CLIENT);
        assertThat(useCases.deliver(clock)).hasSize(2);

        var another = Fixtures.freshAddress();
        changeEmail.ask(caller, another, PASSWORD, Fixtures.CLIENT);

        assertThat(useCases.deliver(clock)).extracting(s -> s.mail().to()).containsExactly(another.address());
    }

    @Test
    @Tag("ASVS-15.4.2")
    void ofManyUsesOfEachTokenAtOnceOneCounts() {
        var tokens = asked();
        var turn = new AtomicInteger();
        var changes = new AtomicInteger();

        var outcomes = Outcomes.of(64, () -> {
            var token = turn.getAndIncrement() % 2 == 0 ? tokens.toOld() : tokens.toNew();
            if (confirm(token)) {
                changes.incrementAndGet();
            }
        });

        assertThat(outcomes).isEqualTo(Map.of("done", 2L, INVALID, 62L));
        assertThat(changes).hasValue(1);
        assertThat(useCases.account(other)).isPresent();
        assertThat(useCases.audited()).containsOnlyOnce("email_changed");
        assertThat(useCases.mails()).containsOnlyOnce("email-changed");
    }

    private Tokens asked() {
        return asked(other);
    }

    private Tokens asked(EmailAddress address) {
        ask(address);
        var tokens = tokens(useCases.deliver(clock));
        return new Tokens(tokens.get(old.address()), tokens.get(address.address()));
    }

    private static Map<String, String> tokens(List<Sent> sent) {
        return sent.stream().collect(toMap(s -> s.mail().to(), s -> Objects.requireNonNull(s.token())));
    }

    private void ask(EmailAddress address) {
        useCases.changeEmail(clock).ask(caller, address, PASSWORD, Fixtures.CLIENT);
    }

    private boolean confirm(String token) {
        return useCases.confirmEmail(clock).with(token, Fixtures.CLIENT);
    }

    private String outcome(String token) {
        return Outcomes.of(() -> confirm(token));
    }
}
