package io.gatehouse.domain.usecase;

import io.gatehouse.domain.Ids;
import io.gatehouse.domain.InvalidValue;
import io.gatehouse.domain.Refused;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Accounts.Secured;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.EmailChange;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.session.Client;
import io.gatehouse.domain.store.Transaction;
import io.gatehouse.domain.store.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Asks the owners of two addresses whether an account may move from one to the other; {@link ConfirmEmail} takes their
 * answers. If the other belongs to an account, only the one who has it hears so.
 */
public final class ChangeEmail {
    private final Transactions transactions;
    private final ConfirmPassword confirmPassword;
    private final MailQuota quota;
    private final AfterCommit afterCommit;
    private final Auditing auditing;
    private final Ids ids;
    private final InstantSource clock;

    public ChangeEmail(
            Transactions transactions,
            ConfirmPassword confirmPassword,
            MailQuota quota,
            AfterCommit afterCommit,
            Auditing auditing,
            Ids ids,
            InstantSource clock) {
        this.transactions = transactions;
        this.confirmPassword = confirmPassword;
        this.quota = quota;
        this.afterCommit = afterCommit;
        this.auditing = auditing;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * An address that an account can move to.
     *
     * @throws InvalidValue {@code invalid_email}, or {@code same_email} when it is there
     */
    public static EmailAddress other(String text, Account account) {
        var other = EmailAddress.parse(text);
        if (other.key().equals(account.email().key())) {
            throw new InvalidValue("same_email", "This is the account's address already.");
        }
        return other;
    }

    /**
     * @param other see {@link #other}
     * @throws Refused {@code WRONG_PASSWORD} when it is not the caller's
     * @throws io.gatehouse.domain.TooManyAttempts when too many before it were not
     */
    public void ask(Authenticate.Caller caller, EmailAddress other, Password password, Client client) {
        var checked = confirmPassword.check(caller, password, client);
        var oldAdmitted = quota.admits(checked.account().email());
        var newAdmitted = quota.admits(other);
        var now = clock.instant();
        var change = EmailChange.of(ids.next(), checked.account().id(), other);
        afterCommit.run(transactions.run(tx -> {
            var owner = confirmPassword.owner(tx, checked);
            tx.emailChanges().put(change);
            tx.audit().add(auditing.byClient(owner.pseudonym(), Action.EMAIL_CHANGE_REQUESTED, client));
            var toOld = question(owner.account(), change, now).with(MailLink.toGiveUp(change));
            var toNew = toNew(tx, owner.account(), change, now);
            return List.of(
                    afterCommit.mail(tx, oldAdmitted ? toOld : toOld.forNobody()),
                    afterCommit.mail(tx, newAdmitted ? toNew : toNew.forNobody()));
        }));
    }

    private Mail toNew(Transaction tx, Account account, EmailChange change, Instant now) {
        return tx.accounts()
                .byEmail(change.email().key())
                .map(Secured::account)
                .map(taker -> Mail.to(taker, ids.next(), MailTemplate.ACCOUNT_EXISTS, now))
                .orElseGet(() -> question(account.movedTo(change.email(), now), change, now)
                        .with(MailLink.toTakeUp(change)));
    }

    private Mail question(Account addressee, EmailChange change, Instant now) {
        return Mail.to(addressee, ids.next(), MailTemplate.CONFIRM_EMAIL_CHANGE, now)
                .with(Map.of("newEmail", change.email().address()));
    }
}
