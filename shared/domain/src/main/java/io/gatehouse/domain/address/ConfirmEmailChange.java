package io.gatehouse.domain.address;

import io.gatehouse.domain.account.Accounts.AddressTaken;
import io.gatehouse.domain.account.EmailChange;
import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.basics.Labelled;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.mail.MailDraft;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailLink.Purpose;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.mail.MailToken;
import io.gatehouse.domain.mail.MailTokens;
import io.gatehouse.domain.work.StaleWrite;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;
import java.util.Set;

/** Takes the token of a mail as the consent of an address's owner to a change of address. */
public record ConfirmEmailChange(Transactions transactions) {
    public enum Result implements Labelled {
        /** The owner of the other address has not consented yet. */
        PENDING,
        CHANGED
    }

    /** @throws Refused {@code INVALID_OR_EXPIRED_TOKEN}, also when the new address has got an account meanwhile */
    public Result confirm(String text, Client client) {
        try {
            return transactions.run(tx -> confirm(tx, text, client));
        } catch (AddressTaken e) {
            throw MailTokens.refusal();
        }
    }

    private static Result confirm(Transaction tx, String text, Client client) {
        var purposes = Set.of(Purpose.CONFIRM_OLD_EMAIL, Purpose.CONFIRM_NEW_EMAIL);
        var token = tx.mailTokens().valid(text, purposes, tx.now());
        var owner = tx.accounts().active(token.link().owner()).orElseThrow(MailTokens::refusal);
        var before = tx.emailChanges().ofAccount(owner.id()).orElseThrow(MailTokens::refusal);
        var after = agreed(before, token);
        tx.mailTokens().remove(token);
        if (after.isAgreed()) {
            change(tx, owner, after, client);
            return Result.CHANGED;
        }
        StaleWrite.unless(tx.emailChanges().update(before, after));
        return Result.PENDING;
    }

    private static EmailChange agreed(EmailChange change, MailToken token) {
        if (token.link().equals(MailLink.toGiveUp(change)) && !change.oldAgreed()) {
            return change.agreedByOld();
        }
        if (token.link().equals(MailLink.toTakeUp(change)) && !change.newAgreed()) {
            return change.agreedByNew();
        }
        throw MailTokens.refusal();
    }

    private static void change(Transaction tx, StoredAccount owner, EmailChange change, Client client) {
        var before = owner.account();
        StaleWrite.unless(tx.emailChanges().remove(change));
        tx.update(before.movedTo(change.email(), tx.now()));
        tx.record(Action.EMAIL_CHANGED, owner, Actor.user(client));
        if (before.emailVerified()) {
            tx.mail(MailDraft.to(before, MailTemplate.EMAIL_CHANGED));
        }
    }
}
