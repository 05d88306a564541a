package io.gatehouse.domain.password;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.credential.PasswordHasher;
import io.gatehouse.domain.credential.Throttle;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.mail.MailLink;
import io.gatehouse.domain.mail.MailLink.Purpose;
import io.gatehouse.domain.mail.MailToken;
import io.gatehouse.domain.mail.MailTokens;
import io.gatehouse.domain.work.AccountLifecycle;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;
import java.util.Set;

/**
 * Gives an account a new password, or its first one, by the link of a mail. Ends every session, every other such link
 * and a pending change of address. The address is verified then, because its mail was read.
 */
public record ResetPassword(Transactions transactions, PasswordHasher hasher, Throttle throttle) {
    private record Found(MailToken token, StoredAccount owner) {}

    /**
     * The address of the account that a token is for, against which a new password is checked. Does not use up the
     * token.
     *
     * @throws Refused {@code INVALID_OR_EXPIRED_TOKEN}
     */
    public EmailAddress owner(String token) {
        return transactions.run(tx -> find(tx, token).owner().account().email());
    }

    /**
     * Uses up the token.
     *
     * @param password one that the policy accepts for the {@link #owner}
     * @throws Refused {@code INVALID_OR_EXPIRED_TOKEN}
     */
    public void reset(String token, Password password, Client client) {
        var hash = hasher.hash(password);
        transactions.execute(tx -> {
            var found = find(tx, token);
            var account = found.owner().account().recovered(tx.now());
            AccountLifecycle.replacePassword(tx, found.owner(), account, hash, Action.PASSWORD_RESET, client);
            tx.mailTokens().remove(found.token());
            throttle.clear(tx.failedAttempts(), account.id(), account.email().key());
        });
    }

    private static Found find(Transaction tx, String text) {
        var token = tx.mailTokens().valid(text, Set.of(Purpose.RESET_PASSWORD), tx.now());
        var owner = tx.accounts()
                .active(token.link().owner())
                .filter(stored -> token.link().equals(MailLink.toReset(stored.account())))
                .orElseThrow(MailTokens::refusal);
        return new Found(token, owner);
    }
}
