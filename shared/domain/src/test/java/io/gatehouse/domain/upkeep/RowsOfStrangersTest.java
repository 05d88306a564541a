package io.gatehouse.domain.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.registration.Register;
import io.gatehouse.domain.registration.SignUpMode;
import io.gatehouse.domain.requests.IdempotentRequests.Decision;
import io.gatehouse.domain.requests.IdempotentRequests.Request;
import io.gatehouse.domain.requests.IdempotentRequests.Sender;
import io.gatehouse.domain.testing.Outcomes;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.domain.wiring.UseCases;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What people without an account leave is gone after a month. */
@Tag("ASVS-14.2.7")
class RowsOfStrangersTest {
    private final TestGatehouse immediate = new TestGatehouse();
    private final TestGatehouse gatehouse = new TestGatehouse(
            immediate.ports(),
            TestRules.UNLIMITED.signUpMode(SignUpMode.VERIFIED).mailsPerAddress(10));
    private final UseCases useCases = gatehouse.useCases();
    private final EmailAddress unknown = Samples.freshAddress();
    private EmailAddress known;

    @BeforeEach
    void haveAnAccount() {
        known = immediate.registerVerified(Samples.freshAddress()).email();
    }

    @Test
    void afterAMonthNothingIsLeftButTheAccount() {
        doWhatStrangersCan(known);
        doWhatStrangersCan(unknown);
        assertThat(gatehouse.rows().sizes())
                .as("the test leaves rows of each kind")
                .containsKeys(
                        "registrations",
                        "failedAttempts",
                        "mails",
                        "mailLogs",
                        "mailTokens",
                        "idempotencyKeys",
                        "auditAttempts");

        gatehouse.ports().clock().advance(Duration.ofDays(31));
        useCases.deleteExpiredRows().delete();

        assertThat(gatehouse.rows().sizes()).containsOnlyKeys("accounts", "credentials", "auditLog");
        assertThat(gatehouse.rows().accounts()).hasSize(1);
        assertThat(gatehouse.rows().auditLog())
                .singleElement()
                .returns("registered", AuditEntry::action)
                .returns(gatehouse.rows().accounts().getFirst().pseudonym().id(), AuditEntry::subject);
    }

    /** Every route that asks for no token. */
    private void doWhatStrangersCan(EmailAddress email) {
        registerWithAKey(email);
        useCases.resendVerification().resend(email);
        useCases.forgotPassword().mailLink(email);
        gatehouse.deliverMails();
        for (var i = 0; i < 7; i++) {
            Outcomes.of(() -> gatehouse.signIn(email, TestGatehouse.NEW_PASSWORD));
        }
        Outcomes.of(() -> useCases.verifyEmail()
                .verify("no token", TestGatehouse.evidence(TestGatehouse.PASSWORD), Samples.CLIENT));
        Outcomes.of(() -> useCases.resetPassword().owner("no token"));
        Outcomes.of(() -> useCases.confirmEmailChange()
                .confirm("no token", TestGatehouse.evidence(TestGatehouse.PASSWORD), Samples.CLIENT));
        assertThat(useCases.refreshTokens().recognise("no token")).isEmpty();
    }

    private void registerWithAKey(EmailAddress email) {
        var requests = useCases.idempotentRequests();
        var keyed =
                new Request("POST /api/register", new Sender.Stranger("192.0.2.1"), email.address(), new byte[] {1});
        var claimed = (Decision.Claimed) requests.claim(keyed);
        var registration = new Register.Request(email, TestGatehouse.WRONG_PASSWORD, Locale.ENGLISH);
        var pending = (Register.Result.Pending) useCases.register().register(registration, Samples.CLIENT);
        requests.keep(claimed, new byte[] {1}, pending.registration());
    }
}
