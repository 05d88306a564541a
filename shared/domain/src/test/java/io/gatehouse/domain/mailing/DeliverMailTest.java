package io.gatehouse.domain.mailing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.domain.audit.Auditor;
import io.gatehouse.domain.basics.Sources;
import io.gatehouse.domain.errors.Unavailable;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailSender;
import io.gatehouse.domain.mailing.DeliverMail.Undelivered;
import io.gatehouse.domain.testing.InMemoryStores;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.SettableClock;
import io.gatehouse.domain.work.Stores;
import io.gatehouse.domain.work.TransactionalStores;
import io.gatehouse.domain.work.Transactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DeliverMailTest {
    private static final Duration LEASE = Duration.ofSeconds(60);

    /** Ends a worker at once: nothing that it would do afterwards happens. */
    private static final class Killed extends Error {}

    private final InMemoryStores stores = new InMemoryStores();
    private final SettableClock clock = new SettableClock();
    private final Sources sources = Sources.of(clock, Samples.RANDOM);
    private final List<UUID> sent = new ArrayList<>();

    @Test
    void aWorkerKilledBeforeSendingDelaysTheMailByItsLease() {
        var mail = stored();
        assertThatThrownBy(() -> workerWith(this::dieInsteadOfSending).deliver(mail.id()))
                .isInstanceOf(Killed.class);

        clock.advance(LEASE.minusMillis(1));
        assertThatThrownBy(() -> worker().deliver(mail.id())).isInstanceOf(Undelivered.class);
        assertThat(sent).isEmpty();

        clock.advance(Duration.ofMillis(1));
        worker().deliver(mail.id());
        worker().deliver(mail.id());
        assertThat(sent).containsExactly(mail.id());
    }

    @Test
    void aWorkerKilledBeforeRecordingCausesOneMoreCopyAndNoThird() {
        var mail = stored();
        assertThatThrownBy(() -> workerWith(this::sendAndDie).deliver(mail.id()))
                .isInstanceOf(Killed.class);
        assertThatThrownBy(() -> worker().deliver(mail.id())).isInstanceOf(Undelivered.class);

        clock.advance(LEASE);
        worker().deliver(mail.id());
        worker().deliver(mail.id());

        assertThat(sent).containsExactly(mail.id(), mail.id());
    }

    @Test
    void aShortOutageAfterSendingCausesNoSecondCopy() {
        var mail = stored();
        workerOn(new AwayAfterSending(3)).deliver(mail.id());

        clock.advance(LEASE);
        worker().deliver(mail.id());
        assertThat(sent).containsExactly(mail.id());
    }

    @Test
    void recordingGivesUpInALongOutage() {
        var mail = stored();
        var away = new AwayAfterSending(1_000);
        assertThatThrownBy(() -> workerOn(away).deliver(mail.id())).isInstanceOf(Unavailable.class);
        assertThat(away.attempts).isLessThan(10);
    }

    @Test
    void aRefusedMailIsFreeAtOnce() {
        var mail = stored();
        assertThatThrownBy(() -> workerWith(this::refuse).deliver(mail.id())).hasMessage("no");

        worker().deliver(mail.id());

        assertThat(sent).containsExactly(mail.id());
    }

    @Test
    void aLateWorkerLeavesTheNextClaimAlone() {
        var mail = stored();
        var late = workerWith((slow, token) -> {
            clock.advance(LEASE);
            assertThatThrownBy(() -> workerWith(this::dieInsteadOfSending).deliver(mail.id()))
                    .isInstanceOf(Killed.class);
            throw new IllegalStateException("no");
        });
        assertThatThrownBy(() -> late.deliver(mail.id())).hasMessage("no");

        assertThatThrownBy(() -> worker().deliver(mail.id())).isInstanceOf(Undelivered.class);
    }

    @Test
    void anUnknownMailIsNotDelivered() {
        assertThatThrownBy(() -> worker().deliver(Samples.IDS.next())).isInstanceOf(Undelivered.class);
    }

    private DeliverMail worker() {
        return workerWith(this::send);
    }

    private DeliverMail workerOn(TransactionalStores stores) {
        return worker(stores, this::send);
    }

    private DeliverMail worker(TransactionalStores stores, MailSender sender) {
        var auditor = new Auditor((use, value) -> new byte[32], sources);
        var unlimited = new MailQuota((use, value) -> new byte[32], sources, 0);
        return new DeliverMail(
                new Transactions(stores, auditor, sources, outbox -> {}), sender, sources, unlimited, LEASE);
    }

    /** The database, which is away so many times once the mail has been sent. */
    private final class AwayAfterSending implements TransactionalStores {
        private final int times;
        private int attempts;

        AwayAfterSending(int times) {
            this.times = times;
        }

        @Override
        public <T> T run(Function<Stores, T> work) {
            if (!sent.isEmpty() && attempts++ < times) {
                throw new Unavailable("database");
            }
            return stores.run(work);
        }

        @Override
        public <T> T autoCommit(Function<Stores, T> work) {
            return run(work);
        }
    }

    private DeliverMail workerWith(MailSender sender) {
        return worker(stores, sender);
    }

    private Mail stored() {
        var mail = Samples.mail();
        stores.run(tx -> {
            tx.mails().add(mail);
            return mail;
        });
        return mail;
    }

    private String send(Mail mail, @Nullable String token) {
        sent.add(mail.id());
        return "provider's id";
    }

    private String sendAndDie(Mail mail, @Nullable String token) {
        send(mail, token);
        throw new Killed();
    }

    private String dieInsteadOfSending(Mail mail, @Nullable String token) {
        throw new Killed();
    }

    private String refuse(Mail mail, @Nullable String token) {
        throw new IllegalStateException("no");
    }
}
