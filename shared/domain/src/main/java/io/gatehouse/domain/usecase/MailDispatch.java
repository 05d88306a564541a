package io.gatehouse.domain.usecase;

import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailQueue;
import io.gatehouse.domain.store.Outbox;
import io.gatehouse.domain.store.Transaction;
import io.gatehouse.domain.store.Transactions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings mails from the transaction that causes them to the queue: at once when all goes well, by a later
 * {@link #sweep} when it does not. A mail may be queued twice; the worker's claim sees to it that it is sent once.
 */
public final class MailDispatch {
    private static final Logger LOG = LoggerFactory.getLogger(MailDispatch.class);
    /** Long enough for whoever wrote an entry to have done its work, or to be dead. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private static final int BATCH = 100;

    private final Transactions transactions;
    private final MailQueue queue;
    private final InstantSource clock;

    public MailDispatch(Transactions transactions, MailQueue queue, InstantSource clock) {
        this.transactions = transactions;
        this.queue = queue;
        this.clock = clock;
    }

    /** Writes a mail, to be {@link #send sent} once the transaction is committed. */
    static void write(Transaction transaction, Mail mail) {
        transaction.mails().add(mail);
        transaction.outbox().add(entryOf(mail));
    }

    /** Queues a mail whose transaction is committed. Never throws: what fails here, the sweeper does. */
    void send(Mail mail) {
        try {
            queue(List.of(entryOf(mail)));
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("mail", mail.id()).setCause(e).log("mail left to the sweeper");
        }
    }

    /**
     * Queues what was left behind, oldest first.
     *
     * @return how many mails were queued
     */
    public int sweep() {
        var swept = 0;
        while (true) {
            var overdue =
                    transactions.run(tx -> tx.outbox().overdue(clock.instant().minus(GRACE), BATCH));
            var queued = queue(overdue);
            swept += queued;
            if (overdue.size() < BATCH || queued == 0) {
                return swept;
            }
        }
    }

    private int queue(Collection<Outbox.Entry> entries) {
        var taken = queue.send(entries.stream().map(Outbox.Entry::subject).toList());
        for (var entry : entries) {
            if (taken.contains(entry.subject())) {
                transactions.execute(tx -> {
                    tx.outbox().remove(entry.id());
                });
            }
        }
        return taken.size();
    }

    /** A mail is reason for one entry only, so that the entry can have the mail's id. */
    private static Outbox.Entry entryOf(Mail mail) {
        return new Outbox.Entry(mail.id(), Outbox.Kind.MAIL, mail.id(), mail.createdAt());
    }
}
