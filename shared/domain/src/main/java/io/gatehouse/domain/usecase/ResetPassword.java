package io.gatehouse.domain.usecase;

import io.gatehouse.domain.Ids;
import io.gatehouse.domain.Refused;
import io.gatehouse.domain.account.Accounts.Secured;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.credential.PasswordHasher;
import io.gatehouse.domain.mail.Mail;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailLink.Purpose;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.mail.MailToken;
import io.gatehouse.domain.session.Client;
import io.gatehouse.domain.store.Transaction;
import io.gatehouse.domain.store.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * Gives an account a new password, by the link of a mail. Ends every session, and with them all other such links, and a
 * change of address that is under way; and as the link was read, the address is verified.
 */
public final class ResetPassword {
    private record Found(MailToken token, Secured owner) {}

    private final Transactions transactions;
    private final PasswordHasher hasher;
    private final Throttle throttle;
    private final AfterCommit afterCommit;
    private final Auditing auditing;
    private final Ids ids;
    private final InstantSource clock;

    public ResetPassword(
            Transactions transactions,
            PasswordHasher hasher,
            Throttle throttle,
            AfterCommit afterCommit,
            Auditing auditing,
            Ids ids,
            InstantSource clock) {
        this.transactions = transactions;
        this.hasher = hasher;
        this.throttle = throttle;
        this.afterCommit = afterCommit;
        this.auditing = auditing;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Whose password the token resets, so that the new one can be checked; the token stays good.
     *
     * @throws Refused {@code INVALID_MAIL_TOKEN}
     */
    public EmailAddress owner(String token) {
        return transactions
                .run(tx -> find(tx, token, clock.instant()))
                .owner()
                .account()
                .email();
    }

    /**
     * Uses the token up.
     *
     * @param password one that its {@link #owner} may choose
     * @throws Refused {@code INVALID_MAIL_TOKEN}
     */
    public void with(String token, Password password, Client client) {
        var hash = hasher.hash(password);
        var now = clock.instant();
        afterCommit.run(transactions.run(tx -> {
            var found = find(tx, token, now);
            var account = found.owner().account().recovered(now);
            Transactions.Stale.unless(tx.accounts().update(account, hash));
            tx.mailTokens().remove(found.token());
            tx.emailChanges().remove(account.id());
            throttle.forget(tx, account);
            tx.audit().add(auditing.byClient(found.owner().pseudonym(), Action.PASSWORD_RESET, client));
            return List.of(
                    afterCommit.invalidate(tx, account.id()),
                    afterCommit.mail(tx, Mail.to(account, ids.next(), MailTemplate.PASSWORD_CHANGED, now)));
        }));
    }

    private static Found find(Transaction tx, String text, Instant now) {
        var token = FollowLink.token(tx, text, Set.of(Purpose.RESET_PASSWORD), now);
        var owner = FollowLink.owner(tx, token, account -> token.link().equals(MailLink.toReset(account)));
        return new Found(token, owner);
    }
}
