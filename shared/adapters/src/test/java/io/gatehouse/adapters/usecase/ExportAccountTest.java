package io.gatehouse.adapters.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gatehouse.adapters.Fixtures;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.EmailChange;
import io.gatehouse.domain.account.Registration;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.auditlog.ReadHistory.Event;
import io.gatehouse.domain.credential.FailedAttempts.Count;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.mail.MailLink.Purpose;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.profile.ExportAccount.Holdings;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.sessions.AuthenticateCaller.Caller;
import io.gatehouse.domain.sessions.ManageSessions.Scope;
import io.gatehouse.domain.signin.SignIn.Credentials;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"read committed", "repeatable read"})
@Tag("GDPR-15")
class ExportAccountTest {
    private static final Password PASSWORD = new Password("correct horse battery staple");
    private static final Password WRONG = new Password("incorrect horse battery staple");

    @Parameter
    String isolation;

    private final EmailAddress email = Fixtures.freshAddress();
    private final EmailAddress other = Fixtures.freshAddress();
    private UseCases useCases;

    @BeforeEach
    void connect() {
        useCases = new UseCases(isolation);
    }

    @Test
    void theAccountAndItsSessionsAreToldThoseThatHaveEndedToo() {
        register();
        var ended = useCases.caller(email, PASSWORD);
        var caller = useCases.caller(email, PASSWORD);
        useCases.manageSessions().signOut(caller, Scope.OTHERS, Fixtures.CLIENT);

        var held = export(caller);

        assertThat(held.owner().account()).isEqualTo(useCases.account(email).orElseThrow());
        assertThat(held.owner().firstSignInAt()).isNotNull();
        assertThat(held.sessions().items())
                .extracting(Session::id)
                .containsExactly(caller.sessionId(), ended.sessionId());
        assertThat(held.sessions().items())
                .extracting(session -> session.livesIn(held.owner().account(), held.at()))
                .containsExactly(true, false);
    }

    @Test
    void mailsAreToldWithWhatTheySayAsLongAsTheyAreNotSent() {
        register();
        useCases.deliver(Fixtures.CLOCK);
        var caller = useCases.caller(email, PASSWORD);
        useCases.changeEmail(Fixtures.CLOCK).ask(caller, other, PASSWORD, Fixtures.CLIENT);

        var mails = export(caller).mails().items();

        assertThat(mails)
                .extracting(kept -> kept.mail().template())
                .containsExactly(MailTemplate.CONFIRM_EMAIL_CHANGE, MailTemplate.WELCOME);
        assertThat(mails).extracting(kept -> kept.mail().to()).containsExactly(email.address(), "");
        assertThat(mails.getFirst().sentAt()).isNull();
        assertThat(mails.getFirst().mail().variables()).isEqualTo(Map.of("newEmail", other.address()));
        assertThat(mails.getLast().sentAt()).isNotNull();
    }

    @Test
    void whatIsUnderWayIsToldTheChangeOfAddressAndTheLinks() {
        register();
        var caller = useCases.caller(email, PASSWORD);
        useCases.changeEmail(Fixtures.CLOCK).ask(caller, other, PASSWORD, Fixtures.CLIENT);
        useCases.deliver(Fixtures.CLOCK);

        var held = export(caller);

        assertThat(held.emailChange())
                .usingRecursiveComparison()
                .ignoringFields("id")
                .isEqualTo(EmailChange.of(
                        Fixtures.IDS.next(), held.owner().account().id(), other));
        assertThat(held.links().items())
                .extracting(token -> token.link().purpose())
                .containsExactlyInAnyOrder(Purpose.VERIFY_EMAIL, Purpose.CONFIRM_OLD_EMAIL);
    }

    @Test
    @Tag("ASVS-6.3.8")
    void whetherAnAddressThatTheCallerAskedForHasAnAccountIsNotTold() {
        register();
        useCases.register().account(other, PASSWORD, Locale.ENGLISH, Fixtures.CLIENT);
        var caller = useCases.caller(email, PASSWORD);

        var ofTaken = mailsAndLinksAfterAskingFor(other, caller);
        var ofFree = mailsAndLinksAfterAskingFor(Fixtures.freshAddress(), caller);

        assertThat(ofTaken).containsExactly("confirm-email-change", "CONFIRM_OLD_EMAIL");
        assertThat(ofFree).isEqualTo(ofTaken);
    }

    @Test
    void wrongPasswordsAreToldByWhatTheyAreCountedOn() {
        register();
        var caller = useCases.caller(email, PASSWORD);
        signIn(WRONG);
        signIn(WRONG);
        var _ = catchThrowable(
                () -> useCases.deleteAccount(useCases.transactions).of(caller, WRONG, Fixtures.CLIENT));

        var held = export(caller);

        assertThat(held.failuresOnAddress()).map(Count::failures).contains(2);
        assertThat(held.failuresOnAccount()).map(Count::failures).contains(1);
        assertThat(held.failuresOnAccount().orElseThrow().failedAt())
                .isBetween(held.at().minusSeconds(60), held.at());
    }

    @Test
    @Tag("ASVS-16.3.1")
    void theHistoryIsToldWithTheOriginsAndThisExportInIt() {
        register();
        var caller = useCases.caller(email, PASSWORD);

        var history = export(caller).history().items();

        assertThat(history).extracting(Event::action).containsExactly("registered", "signed_in", "exported");
        assertThat(history).extracting(Event::client).containsOnly(Fixtures.CLIENT);
    }

    @Test
    void whatAnybodyMayHaveDoneWithTheAddressIsToldOnceItIsKnownToBeTheCallers() {
        signIn(WRONG);
        useCases.registerByMail(Fixtures.CLOCK).ask(email, PASSWORD, Locale.ENGLISH);
        register();
        var caller = useCases.caller(email, PASSWORD);

        var before = export(caller);
        var token = useCases.tokenOf(MailTemplate.WELCOME, Fixtures.CLOCK);
        useCases.verifyEmail(Fixtures.CLOCK).with(token, Fixtures.CLIENT);
        var after = export(caller);

        assertThat(before.history().items()).noneMatch(Event::byStranger);
        assertThat(before.registrations().items()).isEmpty();
        assertThat(after.history().items().getFirst().byStranger()).isTrue();
        assertThat(after.history().items().getFirst().action()).isEqualTo("sign_in_failed");
        assertThat(after.registrations().items())
                .extracting(Registration::email)
                .containsExactly(email);
    }

    @Test
    @Tag("ASVS-8.2.2")
    void nothingOfAnotherIsTold() {
        register();
        var caller = useCases.caller(email, PASSWORD);
        useCases.register().account(other, PASSWORD, Locale.ENGLISH, Fixtures.CLIENT);
        useCases.deliver(Fixtures.CLOCK);
        var another = useCases.caller(other, PASSWORD);
        useCases.changeEmail(Fixtures.CLOCK).ask(another, Fixtures.freshAddress(), PASSWORD, Fixtures.CLIENT);

        var held = export(caller);

        assertThat(held.owner().account().email()).isEqualTo(email);
        assertThat(held.sessions().items()).hasSize(1);
        assertThat(held.emailChange()).isNull();
        assertThat(held.mails().items()).hasSize(1);
        assertThat(held.links().items()).hasSize(1);
        assertThat(held.history().items()).hasSize(3);
    }

    @Test
    void whatIsTooMuchIsCutAndSaidToBe() {
        var account = register();
        var caller = useCases.caller(email, PASSWORD);
        assertThat(truncated(export(caller))).containsOnly(false);

        addSessions(account, 299);
        addHistory(1_496);
        assertThat(truncated(export(caller))).as("as many as there may be").containsOnly(false);

        addSessions(account, 1);
        var held = export(caller);
        assertThat(held.sessions().truncated()).isTrue();
        assertThat(held.sessions().items()).hasSize(300);
        assertThat(held.history().truncated()).isTrue();
        assertThat(held.history().items()).hasSize(1_500);
        assertThat(held.history().items().getFirst().action()).isEqualTo("registered");
    }

    @Test
    @Tag("ASVS-8.3.2")
    void whoIsNotSignedInAnyMoreWhenItIsReadGetsNothing() {
        register();
        var caller = useCases.caller(email, PASSWORD);
        useCases.administer().disable(email);

        assertThatThrownBy(() -> export(caller))
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.reason()).isEqualTo(Refused.Reason.INVALID_TOKEN));
        assertThat(useCases.audited()).doesNotContain("exported");
    }

    private Holdings export(Caller caller) {
        return useCases.exportAccount().of(caller, Fixtures.CLIENT);
    }

    /** What the export has more of once the mails are sent, newest first. */
    private List<String> mailsAndLinksAfterAskingFor(EmailAddress address, Caller caller) {
        useCases.deliver(Fixtures.CLOCK);
        var before = export(caller);
        useCases.changeEmail(Fixtures.CLOCK).ask(caller, address, PASSWORD, Fixtures.CLIENT);
        useCases.deliver(Fixtures.CLOCK);
        var after = export(caller);
        var mails = after.mails().items().stream()
                .limit(after.mails().items().size() - before.mails().items().size())
                .map(kept -> kept.mail().template().label());
        var links = after.links().items().stream()
                .limit(after.links().items().size() - before.links().items().size())
                .map(token -> token.link().purpose().name());
        return Stream.concat(mails, links).toList();
    }

    private static List<Boolean> truncated(Holdings held) {
        return List.of(
                held.sessions().truncated(),
                held.mails().truncated(),
                held.links().truncated(),
                held.registrations().truncated(),
                held.history().truncated());
    }

    private Account register() {
        return useCases.register().account(email, PASSWORD, Locale.ENGLISH, Fixtures.CLIENT);
    }

    private void signIn(Password password) {
        var _ = catchThrowable(() ->
                useCases.signIn(useCases.hasher, false).with(new Credentials(email, password, null), Fixtures.CLIENT));
    }

    private void addSessions(Account account, int count) {
        useCases.transactions.execute(tx -> {
            for (var i = 0; i < count; i++) {
                tx.sessions().add(Fixtures.sessionOf(account));
            }
        });
    }

    private void addHistory(int count) {
        useCases.transactions.execute(tx -> {
            var subject =
                    tx.accounts().byEmail(email.key()).orElseThrow().pseudonym().id();
            for (var i = 0; i < count; i++) {
                var label = AuditEntry.Action.SIGN_IN_FAILED.label();
                tx.audit().add(new AuditEntry(Fixtures.IDS.next(), Fixtures.now(), subject, label, null, null));
            }
        });
    }
}
