package io.gatehouse.domain.usecase;

import io.gatehouse.domain.Ids;
import io.gatehouse.domain.Refused;
import io.gatehouse.domain.account.Accounts.AddressTaken;
import io.gatehouse.domain.account.Accounts.Secured;
import io.gatehouse.domain.account.EmailChange;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailLink.Purpose;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.mail.MailToken;
import io.gatehouse.domain.session.Client;
import io.gatehouse.domain.store.Outbox.Entry;
import io.gatehouse.domain.store.Transaction;
import io.gatehouse.domain.store.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** Takes the token of a mail as the agreement of an address's owner to a change of address. */
public final class ConfirmEmail {
    private final Transactions transactions;
    private final AfterCommit afterCommit;
    private final Auditing auditing;
    private final Ids ids;
    private final InstantSource clock;

    public ConfirmEmail(
            Transactions transactions, AfterCommit afterCommit, Auditing auditing, Ids ids, InstantSource clock) {
        this.transactions = transactions;
        this.afterCommit = afterCommit;
        this.auditing = auditing;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * @return whether both have agreed by now, and the address is changed
     * @throws Refused {@code INVALID_MAIL_TOKEN}, also when the new address has got an account meanwhile
     */
    public boolean with(String text, Client client) {
        var now = clock.instant();
        try {
            var work = transactions.run(tx -> agreed(tx, text, now, client));
            afterCommit.run(work);
            return !work.isEmpty(); // only a change leaves something to do
        } catch (AddressTaken e) {
            throw FollowLink.refusal();
        }
    }

    private List<Entry> agreed(Transaction tx, String text, Instant now, Client client) {
        var token = FollowLink.token(tx, text, Set.of(Purpose.CONFIRM_OLD_EMAIL, Purpose.CONFIRM_NEW_EMAIL), now);
        var owner = FollowLink.owner(tx, token, account -> true);
        var before = tx.emailChanges().of(owner.account().id()).orElseThrow(FollowLink::refusal);
        var after = agreed(before, token);
        tx.mailTokens().remove(token);
        if (after.isAgreed()) {
            return changed(tx, owner, after, now, client);
        }
        Transactions.Stale.unless(tx.emailChanges().update(before, after));
        return List.of();
    }

    private static EmailChange agreed(EmailChange change, MailToken token) {
        if (token.link().equals(MailLink.toGiveUp(change)) && !change.oldAgreed()) {
            return change.agreedByOld();
        }
        if (token.link().equals(MailLink.toTakeUp(change)) && !change.newAgreed()) {
            return change.agreedByNew();
        }
        throw FollowLink.refusal();
    }

    private List<Entry> changed(Transaction tx, Secured owner, EmailChange change, Instant now, Client client) {
        var before = owner.account();
        Transactions.Stale.unless(tx.emailChanges().remove(change));
        Transactions.Stale.unless(tx.accounts().update(before.movedTo(change.email(), now)));
        tx.audit().add(auditing.byClient(owner.pseudonym(), Action.EMAIL_CHANGED, client));
        return List.of(
                afterCommit.invalidate(tx, before.id()),
                afterCommit.mail(tx, Mail.to(before, ids.next(), MailTemplate.EMAIL_CHANGED, now)));
    }
}
