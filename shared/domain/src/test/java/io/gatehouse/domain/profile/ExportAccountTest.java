package io.gatehouse.domain.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.EmailChange;
import io.gatehouse.domain.account.Registration;
import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.audit.AuditHistory.Event;
import io.gatehouse.domain.credential.FailedAttempts.Count;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.mail.MailLink.Purpose;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.profile.ExportAccount.Holdings;
import io.gatehouse.domain.registration.Register;
import io.gatehouse.domain.registration.SignUpMode;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.sessions.SignOut.Scope;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.domain.wiring.UseCases;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("GDPR-15")
class ExportAccountTest {
    private final EmailAddress email = Samples.freshAddress();
    private final EmailAddress other = Samples.freshAddress();
    private final TestGatehouse gatehouse = new TestGatehouse();

    @Test
    void theExportHasTheAccountAndAllItsSessions() {
        register();
        var ended = gatehouse.signIn(email);
        var caller = gatehouse.signIn(email);
        gatehouse.useCases().signOut().signOut(caller, Scope.OTHERS, Samples.CLIENT);

        var held = export(caller);

        assertThat(held.owner().account()).isEqualTo(gatehouse.account(email).orElseThrow());
        assertThat(held.owner().firstSignInAt()).isNotNull();
        assertThat(held.sessions().items())
                .extracting(Session::id)
                .containsExactly(caller.sessionId(), ended.sessionId());
        assertThat(held.sessions().items())
                .extracting(session -> session.livesIn(held.owner().account(), held.at()))
                .containsExactly(true, false);
    }

    @Test
    void unsentMailsHaveTheirContent() {
        gatehouse.registerVerified(email);
        gatehouse.deliverMails();
        var caller = gatehouse.signIn(email);
        requestChange(caller, other);

        var mails = export(caller).mails().items();

        assertThat(mails)
                .extracting(kept -> kept.mail().template())
                .containsExactly(MailTemplate.CONFIRM_EMAIL_CHANGE, MailTemplate.WELCOME);
        assertThat(mails).extracting(kept -> kept.mail().to()).containsExactly(email.address(), "");
        assertThat(mails.getFirst().sentAt()).isNull();
        assertThat(mails.getFirst().mail().variables()).isEqualTo(Map.of("newEmail", other.masked()));
        assertThat(mails.getLast().sentAt()).isNotNull();
    }

    @Test
    void theExportHasThePendingChangeAndTheLinks() {
        gatehouse.registerVerified(email);
        var caller = gatehouse.signIn(email);
        requestChange(caller, other);
        gatehouse.deliverMails();

        var held = export(caller);

        assertThat(held.emailChange())
                .usingRecursiveComparison()
                .ignoringFields("id")
                .isEqualTo(EmailChange.begin(
                        Samples.IDS.next(), held.owner().account().id(), other));
        assertThat(held.links().items())
                .extracting(token -> token.link().purpose())
                .containsExactlyInAnyOrder(Purpose.VERIFY_EMAIL, Purpose.CONFIRM_OLD_EMAIL);
    }

    @Test
    @Tag("ASVS-6.3.8")
    void theExportHidesWhetherARequestedAddressIsTaken() {
        gatehouse.registerVerified(email);
        gatehouse.register(other);
        var caller = gatehouse.signIn(email);

        var ofTaken = mailsAndLinksAfterAskingFor(other, caller);
        var ofFree = mailsAndLinksAfterAskingFor(Samples.freshAddress(), caller);

        assertThat(ofTaken).containsExactly("confirm-email-change", "CONFIRM_OLD_EMAIL");
        assertThat(ofFree).isEqualTo(ofTaken);
    }

    @Test
    void failuresAreListedByTheirTarget() {
        register();
        var caller = gatehouse.signIn(email);
        signIn(TestGatehouse.WRONG_PASSWORD);
        signIn(TestGatehouse.WRONG_PASSWORD);
        var _ = catchThrowable(() ->
                gatehouse.useCases().confirmPassword().confirm(caller, TestGatehouse.WRONG_PASSWORD, Samples.CLIENT));

        var held = export(caller);

        assertThat(held.failuresOnAddress()).map(Count::failures).contains(2);
        assertThat(held.failuresOnAccount()).map(Count::failures).contains(1);
        assertThat(held.failuresOnAccount().orElseThrow().failedAt()).isEqualTo(held.at());
    }

    @Test
    @Tag("ASVS-16.3.1")
    void theHistoryHasOriginsAndThisExport() {
        register();
        var caller = gatehouse.signIn(email);

        var history = export(caller).history().items();

        assertThat(history).extracting(Event::action).containsExactly("registered", "signed_in", "exported");
        assertThat(history).extracting(Event::client).containsOnly(Samples.CLIENT);
    }

    @Test
    void attemptsFromBeforeTheAccountAreToldOnceTheAddressIsVerified() {
        signIn(TestGatehouse.WRONG_PASSWORD);
        new UseCases(gatehouse.ports(), TestRules.UNLIMITED.signUpMode(SignUpMode.VERIFIED))
                .register()
                .register(new Register.Request(email, TestGatehouse.PASSWORD, Locale.ENGLISH), Samples.CLIENT);
        register();
        var caller = gatehouse.signIn(email);

        var before = export(caller);
        var token = gatehouse.tokenOf(MailTemplate.WELCOME);
        gatehouse.useCases().verifyEmail().verify(token, TestGatehouse.evidence(caller), Samples.CLIENT);
        var after = export(caller);

        assertThat(before.history().items()).noneMatch(Event::beforeAccount);
        assertThat(before.registrations().items()).isEmpty();
        assertThat(after.history().items().getFirst().beforeAccount()).isTrue();
        assertThat(after.history().items().getFirst().action()).isEqualTo("sign_in_failed");
        assertThat(after.registrations().items())
                .extracting(Registration::email)
                .containsExactly(email);
    }

    @Test
    @Tag("ASVS-8.2.2")
    void nothingOfAnotherAccountIsInIt() {
        register();
        var caller = gatehouse.signIn(email);
        gatehouse.register(other);
        gatehouse.deliverMails();
        var another = gatehouse.signIn(other);
        requestChange(another, Samples.freshAddress());

        var held = export(caller);

        assertThat(held.owner().account().email()).isEqualTo(email);
        assertThat(held.sessions().items()).hasSize(1);
        assertThat(held.emailChange()).isNull();
        assertThat(held.mails().items()).hasSize(1);
        assertThat(held.links().items()).hasSize(1);
        assertThat(held.history().items()).hasSize(3);
    }

    @Test
    void theHistoryHasOneExportAnHour() {
        register();
        var caller = gatehouse.signIn(email);
        for (var i = 0; i < 100; i++) {
            export(caller);
        }
        assertThat(gatehouse.audited()).containsOnlyOnce("exported").endsWith("exported");

        gatehouse.ports().clock().advance(Duration.ofHours(1));
        export(caller);
        assertThat(gatehouse.audited()).filteredOn("exported"::equals).hasSize(2);
    }

    @Test
    void longListsAreTruncatedAndMarked() {
        var account = register();
        var caller = gatehouse.signIn(email);
        assertThat(truncated(export(caller))).containsOnly(false);

        addSessions(account, 299);
        addHistory(1_497);
        assertThat(truncated(export(caller))).as("as many as there may be").containsOnly(false);

        addSessions(account, 1);
        addHistory(1);
        var held = export(caller);
        assertThat(held.sessions().truncated()).isTrue();
        assertThat(held.sessions().items()).hasSize(300);
        assertThat(held.history().truncated()).isTrue();
        assertThat(held.history().items()).hasSize(1_500);
        assertThat(held.history().items().getFirst().action()).isEqualTo("registered");
    }

    @Test
    @Tag("ASVS-8.3.2")
    void aDisabledAccountGetsNothing() {
        register();
        var caller = gatehouse.signIn(email);
        gatehouse.useCases().administerAccount().disable(email);

        assertThatThrownBy(() -> export(caller))
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_TOKEN));
        assertThat(gatehouse.audited()).doesNotContain("exported");
    }

    private void requestChange(Caller caller, EmailAddress newEmail) {
        gatehouse.useCases().requestEmailChange().request(caller, gatehouse.proof(caller), newEmail, Samples.CLIENT);
    }

    private Holdings export(Caller caller) {
        return gatehouse.useCases().exportAccount().export(caller, Samples.CLIENT);
    }

    /** What the export has more of once the mails are sent, newest first. */
    private List<String> mailsAndLinksAfterAskingFor(EmailAddress address, Caller caller) {
        gatehouse.deliverMails();
        var before = export(caller);
        requestChange(caller, address);
        gatehouse.deliverMails();
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
        return gatehouse.register(email);
    }

    private void signIn(Password password) {
        var _ = catchThrowable(() -> gatehouse.signIn(email, password));
    }

    private void addSessions(Account account, int count) {
        gatehouse.store(tx -> {
            for (var i = 0; i < count; i++) {
                tx.sessions().add(Samples.sessionOf(account));
            }
        });
    }

    private void addHistory(int count) {
        gatehouse.store(tx -> {
            var subject =
                    tx.accounts().byEmail(email.key()).orElseThrow().pseudonym().id();
            for (var i = 0; i < count; i++) {
                var label = AuditEntry.Action.SIGN_IN_FAILED.label();
                tx.auditLog()
                        .add(new AuditEntry(
                                Samples.IDS.next(), Samples.now(), subject, label, Actor.Kind.USER, null, null, null));
            }
        });
    }
}
