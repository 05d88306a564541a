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
import io.gatehouse.domain.proof.ConfirmOwner;
import io.gatehouse.domain.proof.Evidence;
import io.gatehouse.domain.work.StaleWrite;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;
import java.util.Set;

/**
 * Takes the token of a mail as the consent of an address's owner to a change of address. The owner of the new address
 * must own the account, too; or somebody could ask for a change to the address of another, whose consent would give it
 * away.
 */
public record ConfirmEmailChange(Transactions transactions, ConfirmOwner confirmOwner) {
    public enum Result implements Labelled {
        /** The owner of the other address has not consented yet. */
        PENDING,
        CHANGED
    }

    private record Found(StoredAccount owner, EmailChange before, EmailChange after) {}

    /**
     * @throws Refused {@code INVALID_OR_EXPIRED_TOKEN}, also when the new address has got an account meanwhile; for the
     *     token of the new address also what {@link ConfirmOwner#confirm} throws
     */
    public Result confirm(String text, Evidence evidence, Client client) {
        var token = transactions.run(tx -> valid(tx, text));
        if (token.link().purpose() == Purpose.CONFIRM_NEW_EMAIL) {
            confirmOwner.confirm(token, evidence, client);
        }
        try {
            return transactions.run(tx -> confirm(tx, token, client));
        } catch (AddressTaken e) {
            throw MailTokens.refusal();
        }
    }

    /** A token that is valid, of a change that waits for it. */
    private static MailToken valid(Transaction tx, String text) {
        var purposes = Set.of(Purpose.CONFIRM_OLD_EMAIL, Purpose.CONFIRM_NEW_EMAIL);
        var token = tx.mailTokens().valid(text, purposes, tx.now());
        find(tx, token);
        return token;
    }

    private static Result confirm(Transaction tx, MailToken token, Client client) {
        var found = find(tx, token);
        if (!tx.mailTokens().remove(token)) {
            throw MailTokens.refusal();
        }
        if (found.after().isAgreed()) {
            change(tx, found.owner(), found.after(), client);
            return Result.CHANGED;
        }
        StaleWrite.unless(tx.emailChanges().update(found.before(), found.after()));
        return Result.PENDING;
    }

    private static Found find(Transaction tx, MailToken token) {
        var owner = tx.accounts().active(token.link().owner()).orElseThrow(MailTokens::refusal);
        var before = tx.emailChanges().ofAccount(owner.id()).orElseThrow(MailTokens::refusal);
        return new Found(owner, before, agreed(before, token));
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
