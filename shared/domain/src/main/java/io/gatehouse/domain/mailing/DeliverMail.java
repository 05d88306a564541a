package io.gatehouse.domain.mailing;

import io.gatehouse.domain.basics.Sources;
import io.gatehouse.domain.basics.TimeBudget;
import io.gatehouse.domain.errors.Unavailable;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailSender;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.mail.MailToken;
import io.gatehouse.domain.mail.Mails.Claim;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one queued mail, however often its message comes and whichever workers get it. A second copy is possible only
 * when the provider's answer is lost, or when the worker dies or the database is away before the answer is recorded. No
 * mail is lost, because a claim ends by itself.
 *
 * @param lease longer than any worker lives, shorter than the queue's visibility time-out
 */
public record DeliverMail(
        Transactions transactions, MailSender sender, Sources sources, MailQuota quota, Duration lease) {
    private static final Logger LOG = LoggerFactory.getLogger(DeliverMail.class);
    private static final int RECORDING_ATTEMPTS = 8;
    private static final Duration PAUSE = Duration.ofMillis(250);

    /** Thrown when the message must come again. */
    public static final class Undelivered extends RuntimeException {
        Undelivered(String why) {
            super(why, null, false, false);
        }
    }

    /**
     * Returns when the mail has been sent, now or before.
     *
     * @throws RuntimeException when it has not: the message must come again
     */
    public void deliver(UUID id) {
        var token = MailToken.text(sources.random());
        switch (transactions.run(tx -> claim(tx, id, token))) {
            case Claim.Granted claim -> send(claim, token);
            case Claim.Sent() -> LOG.atInfo().addKeyValue("mail", id).log("mail was sent before");
            case Claim.Busy() -> throw new Undelivered("another worker has the mail");
            case Claim.Unknown() -> throw new Undelivered("there is no such mail");
        }
    }

    /**
     * The token of a link is stored as its hash only, and is another one when the mail is sent again. A mail of an
     * account or registration that is gone, and one beyond its recipient's quota, becomes a decoy and leaves no token.
     */
    private Claim claim(Transaction tx, UUID id, String token) {
        var now = tx.now();
        var claim = tx.mails().claim(id, now, now.plus(lease));
        if (!(claim instanceof Claim.Granted(var mail, var until)) || mail.isDecoy()) {
            return claim;
        }
        if (isOrphan(tx, mail) || !quota.admits(tx.mailLogs(), mail)) {
            return new Claim.Granted(mail.asDecoy(), until);
        }
        if (mail.link() != null) {
            tx.mailTokens().add(MailToken.create(tx.newId(), token, mail.link(), now));
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
        if (!mail.isDecoy()) {
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
                .log(mail.isDecoy() ? "mail withheld" : "mail sent");
    }

    /** Tries as long as there is time: a mail whose sending is not recorded is sent again. */
    private void record(Mail mail, @Nullable String providerId) {
        var sentAt = sources.now();
        for (var attempt = 1; ; attempt++) {
            try {
                transactions.execute(tx -> tx.mails().markSent(mail.id(), providerId, sentAt));
                return;
            } catch (Unavailable e) {
                if (attempt == RECORDING_ATTEMPTS || TimeBudget.left(PAUSE).compareTo(PAUSE) < 0) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** Lets the next worker have the mail at once. If that fails too, it gets it when the claim ends. */
    private void release(Claim.Granted claim, RuntimeException cause) {
        try {
            transactions.execute(tx -> tx.mails().release(claim.mail().id(), claim.until()));
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }
}
