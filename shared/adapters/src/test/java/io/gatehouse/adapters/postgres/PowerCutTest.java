package io.gatehouse.adapters.postgres;

import static io.gatehouse.domain.testing.TestGatehouse.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapters.RealServers;
import io.gatehouse.domain.audit.Auditor;
import io.gatehouse.domain.registration.Register;
import io.gatehouse.domain.registration.RegisterAtOnce;
import io.gatehouse.domain.testing.InMemoryPorts;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.domain.work.OutboxDispatcher.Swept;
import io.gatehouse.domain.work.Transactions;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PowerCutTest {
    @Test
    @Tag("ASVS-2.3.3")
    void anotherProcessDoesTheWorkOfOneThatDiedAfterTheCommit() {
        var database = RealServers.database();
        var email = Samples.freshAddress();
        var died = new InMemoryPorts(RealServers.transactions(database));
        assertThatThrownBy(() -> dyingAfterTheCommit(died)
                        .register(new Register.Request(email, PASSWORD, Locale.ENGLISH), Samples.CLIENT))
                .isInstanceOf(Killed.class);
        assertThat(died.queued()).isEmpty();

        var ports = new InMemoryPorts(RealServers.transactions(database));
        var gatehouse = new TestGatehouse(ports, TestRules.UNLIMITED);
        ports.clock().advance(Duration.ofMinutes(1));

        assertThat(gatehouse.useCases().outboxDispatcher().sweep()).isEqualTo(new Swept(1, 0));
        assertThat(gatehouse.deliverMails())
                .singleElement()
                .satisfies(sent -> assertThat(sent.mail().to()).isEqualTo(email.address()));
        assertThat(gatehouse.isSignedIn(gatehouse.signIn(email))).isTrue();
    }

    private static Register dyingAfterTheCommit(InMemoryPorts ports) {
        var auditor = new Auditor(ports.keyedHash(), ports.sources());
        var transactions = new Transactions(ports.stores(), auditor, ports.sources(), _ -> {
            throw new Killed();
        });
        return new RegisterAtOnce(transactions, ports.passwordHasher(), ports.accountLookup());
    }

    /** Ends a process at once: nothing that it would do afterwards happens. */
    private static final class Killed extends Error {}
}
