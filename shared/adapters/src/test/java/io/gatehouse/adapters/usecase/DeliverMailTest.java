package io.gatehouse.adapters.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapters.Fixtures;
import io.gatehouse.adapters.Stores;
import io.gatehouse.domain.errors.Unavailable;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailSender;
import io.gatehouse.domain.mailing.DeliverMail;
import io.gatehouse.domain.mailing.DeliverMail.Undelivered;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;
import java.time.Duration;
import java.time.Instant;
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

    private final Transactions transactions = Stores.transactions(Stores.database());
    private final List<UUID> sent = new ArrayList<>();
    private Instant now = Fixtures.now();

    @Test
    void aWorkerKilledBeforeItSendsDelaysTheMailByItsLease() {
        var mail = stored();
        assertThatThrownBy(() -> workerWith(this::dieInsteadOfSending).deliver(mail.id()))
                .isInstanceOf(Killed.class);

        now = now.plus(LEASE).minusMillis(1);
        assertThatThrownBy(() -> worker().deliver(mail.id())).isInstanceOf(Undelivered.class);
        assertThat(sent).isEmpty();

        now = now.plusMillis(1);
        worker().deliver(mail.id());
        worker().deliver(mail.id());
        assertThat(sent).containsExactly(mail.id());
    }

    @Test
    void aWorkerKilledBeforeItRecordsCausesOneMoreCopyAndNoThird() {
        var mail = stored();
        assertThatThrownBy(() -> workerWith(this::sendAndDie).deliver(mail.id()))
                .isInstanceOf(Killed.class);
        assertThatThrownBy(() -> worker().deliver(mail.id())).isInstanceOf(Undelivered.class);

        now = now.plus(LEASE);
        worker().deliver(mail.id());
        worker().deliver(mail.id());

        assertThat(sent).containsExactly(mail.id(), mail.id());
    }

    @Test
    void aDatabaseThatIsAwayForAMomentAfterTheProvidersAnswerCausesNoSecondCopy() {
        var mail = stored();
        workerOn(new AwayAfterSending(3)).deliver(mail.id());

        now = now.plus(LEASE);
        worker().deliver(mail.id());
        assertThat(sent).containsExactly(mail.id());
    }

    @Test
    void aDatabaseThatStaysAwayIsNotWaitedForWithoutEnd() {
        var mail = stored();
        var away = new AwayAfterSending(1_000);
        assertThatThrownBy(() -> workerOn(away).deliver(mail.id())).isInstanceOf(Unavailable.class);
        assertThat(away.attempts).isLessThan(10);
    }

    @Test
    void aMailThatIsNotTakenIsFreeAtOnce() {
        var mail = stored();
        assertThatThrownBy(() -> workerWith(this::refuse).deliver(mail.id())).hasMessage("no");

        worker().deliver(mail.id());

        assertThat(sent).containsExactly(mail.id());
    }

    @Test
    void aWorkerThatOutlivesItsLeaseLeavesTheNextOnesClaimAlone() {
        var mail = stored();
        var late = workerWith((slow, token) -> {
            now = now.plus(LEASE);
            assertThatThrownBy(() -> workerWith(this::dieInsteadOfSending).deliver(mail.id()))
                    .isInstanceOf(Killed.class);
            throw new IllegalStateException("no");
        });
        assertThatThrownBy(() -> late.deliver(mail.id())).hasMessage("no");

        assertThatThrownBy(() -> worker().deliver(mail.id())).isInstanceOf(Undelivered.class);
    }

    @Test
    void aMailThatDoesNotExistIsNotDelivered() {
        assertThatThrownBy(() -> worker().deliver(Fixtures.IDS.next())).isInstanceOf(Undelivered.class);
    }

    private DeliverMail worker() {
        return workerWith(this::send);
    }

    private DeliverMail workerOn(Transactions transactions) {
        return new DeliverMail(transactions, this::send, Fixtures.IDS, () -> now, Fixtures.RANDOM, LEASE);
    }

    /** The database, which is away so many times once the mail has been sent. */
    private final class AwayAfterSending implements Transactions {
        private final int times;
        private int attempts;

        AwayAfterSending(int times) {
            this.times = times;
        }

        @Override
        public <T> T run(Function<Transaction, T> work) {
            if (!sent.isEmpty() && attempts++ < times) {
                throw new Unavailable("database");
            }
            return transactions.run(work);
        }
    }

    private DeliverMail workerWith(MailSender sender) {
        return new DeliverMail(transactions, sender, Fixtures.IDS, () -> now, Fixtures.RANDOM, LEASE);
    }

    private Mail stored() {
        var mail = Fixtures.mail();
        transactions.run(tx -> {
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
