package io.gatehouse.domain.registration;

import static io.gatehouse.domain.testing.Outcomes.assertRefused;
import static io.gatehouse.domain.testing.TestGatehouse.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.audit.Auditor;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.registration.Register.Request;
import io.gatehouse.domain.session.AccountLookup.Found;
import io.gatehouse.domain.testing.InMemoryPorts;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.work.OutboxDispatcher;
import io.gatehouse.domain.work.OutboxDispatcher.Swept;
import io.gatehouse.domain.work.Transactions;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RegisterAtOnceTest {
    private static final Duration LATER = Duration.ofMinutes(1);

    private final TestGatehouse gatehouse = new TestGatehouse();
    private final InMemoryPorts ports = gatehouse.ports();
    private final OutboxDispatcher dispatcher = gatehouse.useCases().outboxDispatcher();

    @Test
    void aRegistrationIsAnAccountAMailAndAnAuditEntryAndIsCached() {
        var account = gatehouse.register(Samples.freshAddress());

        assertThat(ports.rows().accounts()).hasSize(1);
        assertThat(gatehouse.mails()).containsExactly(MailTemplate.WELCOME);
        assertThat(gatehouse.audited()).containsExactly("registered");
        assertThat(ports.rows().outbox()).isEmpty();
        assertThat(ports.queued()).hasSize(1);
        assertThat(ports.accountLookup().account(account.id())).contains(new Found(account, true));
    }

    @Test
    @Tag("ASVS-2.3.3")
    void aRefusedRegistrationLeavesNothing() {
        var email = Samples.freshAddress();
        gatehouse.register(email);

        assertRefused(Reason.EMAIL_TAKEN, () -> gatehouse.register(email));

        assertThat(ports.rows().accounts()).hasSize(1);
        assertThat(ports.rows().credentials()).hasSize(1);
        assertThat(gatehouse.mails()).hasSize(1);
        assertThat(gatehouse.audited()).containsExactly("registered");
        assertThat(ports.rows().outbox()).isEmpty();
    }

    @Test
    @Tag("ASVS-2.3.3")
    void theSweeperQueuesTheMailOfAProcessThatDiedAfterTheCommit() {
        var email = Samples.freshAddress();
        assertThatThrownBy(() -> dyingAfterTheCommit().register(request(email), Samples.CLIENT))
                .isInstanceOf(Killed.class);
        assertThat(ports.rows().accounts()).hasSize(1);
        assertThat(gatehouse.audited()).containsExactly("registered");
        assertThat(ports.queued()).isEmpty();

        ports.clock().advance(LATER);
        assertThat(dispatcher.sweep()).isEqualTo(new Swept(1, 0));

        assertThat(gatehouse.deliverMails())
                .singleElement()
                .satisfies(sent -> assertThat(sent.mail().to()).isEqualTo(email.address()));
    }

    @Test
    void theSweeperQueuesAMailThatTheQueueDidNotTake() {
        ports.setQueueDown(true);
        gatehouse.register(Samples.freshAddress());
        assertThat(ports.rows().outbox()).hasSize(1);

        ports.setQueueDown(false);
        assertThat(dispatcher.sweep()).as("its writer may still be at it").isEqualTo(new Swept(0, 0));
        ports.clock().advance(LATER);
        assertThat(dispatcher.sweep()).isEqualTo(new Swept(1, 0));
        assertThat(dispatcher.sweep()).isEqualTo(new Swept(0, 0));
        assertThat(ports.queued()).hasSize(1);
        assertThat(ports.rows().outbox()).isEmpty();
    }

    private Register dyingAfterTheCommit() {
        var auditor = new Auditor(ports.keyedHash(), ports.sources());
        var transactions = new Transactions(ports.stores(), auditor, ports.sources(), _ -> {
            throw new Killed();
        });
        return new RegisterAtOnce(transactions, ports.passwordHasher(), ports.accountLookup());
    }

    private static Request request(EmailAddress email) {
        return new Request(email, PASSWORD, Locale.ENGLISH);
    }

    /** Ends a process at once: nothing that it would do afterwards happens. */
    private static final class Killed extends Error {}
}
