package io.gatehouse.adapters.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapters.Fixtures;
import io.gatehouse.adapters.Stores;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.session.AccountLookup.Found;
import io.gatehouse.domain.work.OutboxDispatcher;
import io.gatehouse.domain.work.OutboxDispatcher.Swept;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RegisterTest {
    private static final Password PASSWORD = new Password("correct horse battery staple");

    private static final int ROUNDS = 8;

    private final UseCases useCases = new UseCases();

    @Test
    void aRegistrationIsAnAccountAMailAndAnAuditEntryAndIsInTheCache() {
        var account = useCases.register().account(Fixtures.freshAddress(), PASSWORD, Locale.ENGLISH, Fixtures.CLIENT);

        assertThat(useCases.count("accounts")).isEqualTo(1);
        assertThat(useCases.count("mails")).isEqualTo(1);
        assertThat(useCases.count("audit_log")).isEqualTo(1);
        assertThat(useCases.count("outbox")).isZero();
        assertThat(Stores.receive(useCases.queue, 1)).hasSize(1);
        assertThat(useCases.directory.account(account.id())).contains(new Found(account, true));
    }

    @Test
    @Tag("ASVS-15.4.2")
    void ofManyRegistrationsOfOneAddressAtOnceOneSucceeds() {
        var register = useCases.register();
        for (var round = 1; round <= ROUNDS; round++) {
            var address = Fixtures.freshAddress();

            var outcomes = Outcomes.of(64, () -> register.account(address, PASSWORD, Locale.ENGLISH, Fixtures.CLIENT));

            assertThat(outcomes).isEqualTo(Map.of("done", 1L, Refused.Reason.EMAIL_TAKEN.name(), 63L));
            assertThat(useCases.count("accounts")).isEqualTo(round);
            assertThat(useCases.count("mails")).isEqualTo(round);
            assertThat(useCases.count("audit_log")).isEqualTo(round);
        }
    }

    @Test
    @Tag("ASVS-2.3.3")
    void aRefusedRegistrationLeavesNothing() {
        var address = Fixtures.freshAddress();
        useCases.register().account(address, PASSWORD, Locale.ENGLISH, Fixtures.CLIENT);
        assertThatThrownBy(() -> useCases.register().account(address, PASSWORD, Locale.ENGLISH, Fixtures.CLIENT))
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.reason()).isEqualTo(Refused.Reason.EMAIL_TAKEN));
        assertThat(useCases.count("mails")).isEqualTo(1);
        assertThat(useCases.count("outbox")).isZero();
    }

    @Test
    @Tag("ASVS-2.3.3")
    void whoeverDiesBetweenTheCommitAndTheQueueLosesNoMail() {
        var dying = new OutboxDispatcher(useCases.transactions, Fixtures.IDS, Fixtures.CLOCK).mailing(ids -> {
            throw new Killed();
        });
        var address = Fixtures.freshAddress();
        assertThatThrownBy(() -> useCases.register(dying).account(address, PASSWORD, Locale.ENGLISH, Fixtures.CLIENT))
                .isInstanceOf(Killed.class);
        assertThat(useCases.count("accounts")).isEqualTo(1);
        assertThat(useCases.audited()).containsExactly("registered");
        assertThat(Stores.receive(useCases.queue, 0)).isEmpty();

        assertThat(useCases.afterCommitAt(useCases.queue, useCases.inOneMinute())
                        .sweep())
                .isEqualTo(new Swept(1, 0));

        assertThat(Stores.receive(useCases.queue, 1)).hasSize(1);
        assertThat(useCases.deliver(Fixtures.CLOCK))
                .singleElement()
                .satisfies(sent -> assertThat(sent.mail().to()).isEqualTo(address.address()));
    }

    /** Ends a process at once: nothing that it would do afterwards happens. */
    private static final class Killed extends Error {}

    @Test
    void aMailThatTheQueueDidNotTakeIsQueuedByTheSweeper() {
        var brokenQueue = URI.create(useCases.queue + "-which-is-not-there");
        useCases.register(brokenQueue).account(Fixtures.freshAddress(), PASSWORD, Locale.ENGLISH, Fixtures.CLIENT);
        assertThat(useCases.count("outbox")).isEqualTo(1);

        var soon = useCases.afterCommitAt(useCases.queue, Fixtures.CLOCK);
        assertThat(soon.sweep().done()).as("its writer may still be at it").isZero();
        var later = useCases.afterCommitAt(useCases.queue, useCases.inOneMinute());
        assertThat(later.sweep()).isEqualTo(new Swept(1, 0));
        assertThat(later.sweep()).isEqualTo(new Swept(0, 0));
        assertThat(Stores.receive(useCases.queue, 1)).hasSize(1);
        assertThat(useCases.count("outbox")).isZero();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
