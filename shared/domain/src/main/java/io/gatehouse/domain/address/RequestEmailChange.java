package io.gatehouse.domain.address;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.EmailChange;
import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.audit.AuditQuota;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.credential.Proof;
import io.gatehouse.domain.errors.InvalidValue;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.errors.TooManyAttempts;
import io.gatehouse.domain.limit.Quota;
import io.gatehouse.domain.limit.RateLimiter;
import io.gatehouse.domain.mail.MailDraft;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;
import java.time.Duration;
import java.util.Map;

/**
 * Asks the owners of two addresses whether an account may move from one to the other; {@link ConfirmEmailChange} takes
 * their answers. If the new address has an account, only its owner is told. A present address that is not verified may
 * be a stranger's: it is neither asked nor told.
 */
public record RequestEmailChange(Transactions transactions, RateLimiter limiter, AuditQuota auditQuota) {
    private static final Quota PER_ACCOUNT = new Quota(5, Duration.ofHours(1));

    /**
     * An address that an account can move to, or another spelling of its own.
     *
     * @throws InvalidValue {@code invalid_email}; {@code same_email} when the account has this very one
     */
    public static EmailAddress newAddress(String text, Account account) {
        var address = EmailAddress.parse(text);
        if (address.equals(account.email())) {
            throw new InvalidValue("same_email", "This is the account's address already.");
        }
        return address;
    }

    /**
     * @param newEmail see {@link #newAddress}; another spelling of the account's own is taken at once
     * @throws Refused {@code WRONG_PASSWORD} when the proof no longer holds
     * @throws TooManyAttempts from the sixth request of an account in an hour on
     */
    public void request(Caller caller, Proof proof, EmailAddress newEmail, Client client) {
        if (newEmail.key().equals(caller.account().email().key())) {
            respell(proof, newEmail, client);
            return;
        }
        var decision = limiter.take("email-change:" + caller.accountId(), PER_ACCOUNT);
        if (!decision.allowed()) {
            throw new TooManyAttempts(decision.retryAfter());
        }
        transactions.execute(tx -> ask(tx, tx.provenOwner(proof), newEmail, client));
    }

    private void respell(Proof proof, EmailAddress email, Client client) {
        var isRecorded = auditQuota.admits(Action.EMAIL_CHANGED, proof.accountId());
        transactions.execute(tx -> {
            var owner = tx.provenOwner(proof);
            tx.update(owner.account().respelled(email, tx.now()));
            if (isRecorded) {
                tx.record(Action.EMAIL_CHANGED, owner, Actor.user(client));
            }
        });
    }

    private static void ask(Transaction tx, StoredAccount owner, EmailAddress newEmail, Client client) {
        var account = owner.account();
        var begun = EmailChange.begin(tx.newId(), owner.id(), newEmail);
        var change = account.emailVerified() ? begun : begun.agreedByOld();
        tx.emailChanges().put(change);
        tx.record(Action.EMAIL_CHANGE_REQUESTED, owner, Actor.user(client));
        var question = MailDraft.to(account, MailTemplate.CONFIRM_EMAIL_CHANGE)
                .variables(Map.of("newEmail", newEmail.masked()));
        if (account.emailVerified()) {
            tx.mail(question.link(MailLink.toGiveUp(change)));
        }
        tx.mail(tx.accounts()
                .byEmail(newEmail.key())
                .map(other -> MailDraft.to(other.account(), MailTemplate.ACCOUNT_EXISTS))
                .orElseGet(() -> question.addressedTo(newEmail).link(MailLink.toTakeUp(change))));
    }
}
