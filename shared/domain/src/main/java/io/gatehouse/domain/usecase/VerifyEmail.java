package io.gatehouse.domain.usecase;

import io.gatehouse.domain.Refused;
import io.gatehouse.domain.account.Accounts.Secured;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.audit.Pseudonym;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailLink.Purpose;
import io.gatehouse.domain.mail.MailToken;
import io.gatehouse.domain.session.Client;
import io.gatehouse.domain.store.Outbox.Entry;
import io.gatehouse.domain.store.Transaction;
import io.gatehouse.domain.store.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Takes the token of a mail as proof that its address belongs to who reads it: of an account, or of a registration. */
public final class VerifyEmail {
    /** More links than this have not been sent to one address, unless the deployment has no limit. */
    private static final int MOST_REGISTRATIONS = 500;

    private final Transactions transactions;
    private final AfterCommit afterCommit;
    private final Auditing auditing;
    private final InstantSource clock;
    private final Random random;

    /** @param random cryptographically strong */
    public VerifyEmail(
            Transactions transactions, AfterCommit afterCommit, Auditing auditing, InstantSource clock, Random random) {
        this.transactions = transactions;
        this.afterCommit = afterCommit;
        this.auditing = auditing;
        this.clock = clock;
        this.random = random;
    }

    /** @throws Refused {@code INVALID_MAIL_TOKEN} */
    public void with(String text, Client client) {
        var now = clock.instant();
        afterCommit.run(transactions.run(tx -> {
            var token = FollowLink.token(tx, text, Set.of(Purpose.VERIFY_EMAIL, Purpose.CONFIRM_REGISTRATION), now);
            tx.mailTokens().remove(token);
            return token.link().purpose() == Purpose.VERIFY_EMAIL
                    ? verified(tx, token, now, client)
                    : registered(tx, token, now, client);
        }));
    }

    private List<Entry> verified(Transaction tx, MailToken token, Instant now, Client client) {
        var owner = FollowLink.owner(
                tx, token, account -> !account.emailVerified() && token.link().equals(MailLink.toVerify(account)));
        var account = owner.account().verified(now);
        Transactions.Stale.unless(tx.accounts().update(account));
        tx.audit().add(auditing.byClient(owner.pseudonym(), Action.EMAIL_VERIFIED, client));
        return List.of(afterCommit.invalidate(tx, account.id()));
    }

    /** The first of an address's registrations whose link is used becomes the account; the others are forgotten. */
    private List<Entry> registered(Transaction tx, MailToken token, Instant now, Client client) {
        var registration = tx.registrations()
                .byId(token.link().owner())
                .filter(tx.registrations()::remove)
                .orElseThrow(FollowLink::refusal);
        var account = registration.account().verified(now);
        var secured = new Secured(account, registration.passwordHash(), Pseudonym.create(random), null);
        if (!tx.accounts().add(secured)) {
            throw FollowLink.refusal();
        }
        tx.registrations().removeSome(account.email().key(), MOST_REGISTRATIONS);
        tx.audit().add(auditing.byClient(secured.pseudonym(), Action.REGISTERED, client));
        return List.of();
    }
}
