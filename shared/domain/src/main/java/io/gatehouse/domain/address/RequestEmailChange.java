package io.gatehouse.domain.address;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.EmailChange;
import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.credential.Proof;
import io.gatehouse.domain.errors.InvalidValue;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.mail.MailDraft;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailQuota;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;
import java.util.Map;

/**
 * Asks the owners of two addresses whether an account may move from one to the other; {@link ConfirmEmailChange} takes
 * their answers. If the new address has an account, only its owner is told.
 */
public record RequestEmailChange(Transactions transactions, MailQuota quota) {
    /**
     * An address that an account can move to.
     *
     * @throws InvalidValue {@code invalid_email}; {@code same_email} when it is the account's
     */
    public static EmailAddress newAddress(String text, Account account) {
        var address = EmailAddress.parse(text);
        if (address.key().equals(account.email().key())) {
            throw new InvalidValue("same_email", "This is the account's address already.");
        }
        return address;
    }

    /**
     * @param newEmail see {@link #newAddress}
     * @throws Refused {@code WRONG_PASSWORD} when the proof no longer holds
     */
    public void request(Caller caller, Proof proof, EmailAddress newEmail, Client client) {
        var oldAdmitted = quota.admits(caller.account().email());
        var newAdmitted = quota.admits(newEmail);
        transactions.execute(tx -> {
            var owner = tx.provenOwner(proof);
            var change = EmailChange.begin(tx.newId(), owner.id(), newEmail);
            tx.emailChanges().put(change);
            tx.record(Action.EMAIL_CHANGE_REQUESTED, owner, Actor.user(client));
            var toOld = question(owner.account(), change).link(MailLink.toGiveUp(change));
            var toNew = toNew(tx, owner.account(), change);
            tx.mail(oldAdmitted ? toOld : toOld.asDecoy());
            tx.mail(newAdmitted ? toNew : toNew.asDecoy());
        });
    }

    private static MailDraft toNew(Transaction tx, Account account, EmailChange change) {
        return tx.accounts()
                .byEmail(change.email().key())
                .map(StoredAccount::account)
                .map(other -> MailDraft.to(other, MailTemplate.ACCOUNT_EXISTS))
                .orElseGet(() -> question(account.movedTo(change.email(), tx.now()), change)
                        .link(MailLink.toTakeUp(change)));
    }

    private static MailDraft question(Account addressee, EmailChange change) {
        return MailDraft.to(addressee, MailTemplate.CONFIRM_EMAIL_CHANGE)
                .variables(Map.of("newEmail", change.email().address()));
    }
}
