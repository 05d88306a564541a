package io.gatehouse.domain.usecase;

import io.gatehouse.domain.Ids;
import io.gatehouse.domain.Refused;
import io.gatehouse.domain.Refused.Reason;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.credential.PasswordHasher;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.session.Client;
import io.gatehouse.domain.store.Transactions;
import java.time.InstantSource;
import java.util.List;

/**
 * Gives an account another password. Ends every session but the caller's, and with them the links of all mails that
 * lead to a new password, and a change of address that is under way.
 */
public final class ChangePassword {
    private final Transactions transactions;
    private final ConfirmPassword confirmPassword;
    private final PasswordHasher hasher;
    private final AfterCommit afterCommit;
    private final Auditing auditing;
    private final Ids ids;
    private final InstantSource clock;

    public ChangePassword(
            Transactions transactions,
            ConfirmPassword confirmPassword,
            PasswordHasher hasher,
            AfterCommit afterCommit,
            Auditing auditing,
            Ids ids,
            InstantSource clock) {
        this.transactions = transactions;
        this.confirmPassword = confirmPassword;
        this.hasher = hasher;
        this.afterCommit = afterCommit;
        this.auditing = auditing;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * @param next one that may be chosen
     * @throws Refused {@code WRONG_PASSWORD} when {@code current} is not the account's
     * @throws io.gatehouse.domain.TooManyAttempts when too many before it were not
     */
    public void of(Authenticate.Caller caller, Password current, Password next, Client client) {
        var checked = confirmPassword.check(caller, current, client);
        var hash = hasher.hash(next);
        var now = clock.instant();
        afterCommit.run(transactions.run(tx -> {
            var owner = confirmPassword.owner(tx, checked);
            var before = owner.account();
            var after = before.signedOut(now);
            Transactions.Stale.unless(tx.accounts().update(after, hash));
            if (!tx.sessions().move(caller.sessionId(), before.epoch(), after.epoch())) {
                throw new Refused(Reason.INVALID_TOKEN);
            }
            tx.emailChanges().remove(after.id());
            tx.audit().add(auditing.byClient(owner.pseudonym(), Action.PASSWORD_CHANGED, client));
            return List.of(
                    afterCommit.invalidate(tx, after.id()),
                    afterCommit.invalidate(tx, after.id(), caller.sessionId()),
                    afterCommit.mail(tx, Mail.to(after, ids.next(), MailTemplate.PASSWORD_CHANGED, now)));
        }));
    }
}
