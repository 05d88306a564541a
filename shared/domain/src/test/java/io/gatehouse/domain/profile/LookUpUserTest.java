package io.gatehouse.domain.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Role;
import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.session.AccountLookup.Found;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.testing.InMemoryPorts;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.domain.wiring.UseCases;
import java.time.Duration;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LookUpUserTest {
    private final InMemoryPorts ports = new InMemoryPorts();
    private final LookUpUser lookUpUser = new UseCases(ports, TestRules.UNLIMITED).lookUpUser();
    private final Account ada = stored(Samples.account());
    private final Account grace = stored(Samples.account());
    private final Account admin = stored(Samples.account().granted(Role.ADMIN, Samples.now()));

    @Test
    void usersReadTheirOwnRecord() {
        assertThat(lookUpUser.lookUp(caller(ada), ada.id(), Samples.CLIENT).account())
                .isEqualTo(ada);
        assertThat(ports.rows().auditLog()).isEmpty();
    }

    @Test
    @Tag("ASVS-8.2.1")
    void usersReadNoOtherRecord() {
        assertRefused(Reason.FORBIDDEN, () -> lookUpUser.lookUp(caller(ada), grace.id(), Samples.CLIENT));
        assertRefused(Reason.FORBIDDEN, () -> lookUpUser.lookUp(caller(ada), Samples.IDS.next(), Samples.CLIENT));
    }

    @Test
    void mailersReadNoOtherRecord() {
        var mailer = stored(Samples.account().granted(Role.MAILER, Samples.now()));
        assertRefused(Reason.FORBIDDEN, () -> lookUpUser.lookUp(caller(mailer), ada.id(), Samples.CLIENT));
    }

    @Test
    void administratorsReadAnyRecordAndAreToldThatThereIsNone() {
        assertThat(lookUpUser.lookUp(caller(admin), ada.id(), Samples.CLIENT).account())
                .isEqualTo(ada);
        assertRefused(
                Reason.USER_NOT_FOUND, () -> lookUpUser.lookUp(caller(admin), Samples.IDS.next(), Samples.CLIENT));
    }

    @Test
    void lookingUpAnotherIsAuditedOnceAnHourUnderTheAdministratorsPseudonym() {
        for (var i = 0; i < 5; i++) {
            lookUpUser.lookUp(caller(admin), ada.id(), Samples.CLIENT);
        }
        lookUpUser.lookUp(caller(admin), grace.id(), Samples.CLIENT);
        assertThat(ports.rows().auditLog())
                .extracting(AuditEntry::subject)
                .containsExactly(pseudonym(ada), pseudonym(grace));

        ports.clock().advance(Duration.ofHours(1));
        lookUpUser.lookUp(caller(admin), ada.id(), Samples.CLIENT);
        assertThat(ports.rows().auditLog()).hasSize(3).allSatisfy(entry -> {
            assertThat(entry.action()).isEqualTo("looked_up");
            assertThat(entry.actor()).isEqualTo(Actor.Kind.ADMINISTRATOR);
            assertThat(entry.actorId()).isEqualTo(pseudonym(admin));
        });
    }

    private UUID pseudonym(Account account) {
        return ports.rows().accounts().stream()
                .filter(stored -> stored.id().equals(account.id()))
                .map(stored -> stored.pseudonym().id())
                .findFirst()
                .orElseThrow();
    }

    private Account stored(Account account) {
        return ports.stores().run(stores -> {
            stores.accounts().add(Samples.stored(account));
            return account;
        });
    }

    private static Caller caller(Account account) {
        return new Caller(new Found(account, true), Samples.IDS.next());
    }

    private static void assertRefused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
