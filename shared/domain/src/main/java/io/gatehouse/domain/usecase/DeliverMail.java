package io.gatehouse.domain.usecase;

import io.gatehouse.domain.Ids;
import io.gatehouse.domain.TimeLimit;
import io.gatehouse.domain.Unavailable;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailSender;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.mail.MailToken;
import io.gatehouse.domain.mail.Mails.Claim;
import io.gatehouse.domain.store.Transaction;
import io.gatehouse.domain.store.Transactions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one queued mail. However often its message comes, and whichever workers get it, the mail is sent once, unless
 * the provider's answer is lost, or the worker dies or the database stays away between that answer and its record; it
 * is never lost, for a claim ends by itself.
 */
public final class DeliverMail {
    private static final Logger LOG = LoggerFactory.getLogger(DeliverMail.class);
    private static final int RECORDING_ATTEMPTS = 8;
    private static final Duration PAUSE = Duration.ofMillis(250);

    /** Thrown when the message has to come again. */
    public static final class Undelivered extends RuntimeException {
        Undelivered(String why) {
            super(why, null, false, false);
        }
    }

    private final Transactions transactions;
    private final MailSender sender;
    private final Ids ids;
    private final InstantSource clock;
    private final Random random;
    private final Duration lease;

    /**
     * @param random cryptographically strong
     * @param lease longer than any worker lives, shorter than the queue's visibility time-out
     */
    public DeliverMail(
            Transactions transactions, MailSender sender, Ids ids, InstantSource clock, Random random, Duration lease) {
        this.transactions = transactions;
        this.sender = sender;
        this.ids = ids;
        this.clock = clock;
        this.random = random;
        this.lease = lease;
    }

    /**
     * Returns when the mail has been sent, now or before.
     *
     * @throws RuntimeException when it has not: the message has to come again
     */
    public void deliver(UUID id) {
        var token = MailToken.text(random);
        switch (transactions.run(tx -> claim(tx, id, token))) {
            case Claim.Granted claim -> send(claim, token);
            case Claim.Sent() -> LOG.atInfo().addKeyValue("mail", id).log("mail was sent before");
            case Claim.Busy() -> throw new Undelivered("another worker has the mail");
            case Claim.Unknown() -> throw new Undelivered("there is no such mail");
        }
    }

    /**
     * What a link carries is written down as its hash and nowhere else; a mail that is sent again has another one. An
     * account or a registration that is gone has no use for its mails, and is to leave no token behind.
     */
    private Claim claim(Transaction tx, UUID id, String token) {
        var now = clock.instant();
        var claim = tx.mails().claim(id, now, now.plus(lease));
        if (!(claim instanceof Claim.Granted(var mail, var until)) || mail.isForNobody()) {
            return claim;
        }
        if (isOrphan(tx, mail)) {
            return new Claim.Granted(mail.forNobody(), until);
        }
        if (mail.link() != null) {
            tx.mailTokens().add(MailToken.of(ids.next(), token, mail.link(), now));
        }
        return claim;
    }

    private static boolean isOrphan(Transaction tx, Mail mail) {
        return mail.accountId() != null
                && mail.template() != MailTemplate.ACCOUNT_DELETED
                && tx.accounts().locked(mail.accountId()).isEmpty()
                && tx.registrations().byId(mail.accountId()).isEmpty();
    }

    private void send(Claim.Granted claim, String token) {
        var mail = claim.mail();
        @Nullable String providerId = null;
        if (!mail.isForNobody()) {
            try {
                providerId = sender.send(mail, mail.link() == null ? null : token);
            } catch (RuntimeException e) {
                release(claim, e);
                throw e;
            }
        }
        record(mail, providerId);
        LOG.atInfo()
                .addKeyValue("mail", mail.id())
                .addKeyValue("template", mail.template().label())
                .log("mail sent");
    }

    /** Tries while there is time: a mail that the provider has and nobody recorded is sent again. */
    private void record(Mail mail, @Nullable String providerId) {
        var sentAt = clock.instant();
        for (var attempt = 1; ; attempt++) {
            try {
                transactions.execute(tx -> tx.mails().sent(mail.id(), providerId, sentAt));
                return;
            } catch (Unavailable e) {
                if (attempt == RECORDING_ATTEMPTS || TimeLimit.left(PAUSE).compareTo(PAUSE) < 0) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** Lets the next worker have the mail at once; if that fails too, it has it when the claim ends. */
    private void release(Claim.Granted claim, RuntimeException cause) {
        try {
            transactions.execute(tx -> tx.mails().release(claim.mail().id(), claim.until()));
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }
}
