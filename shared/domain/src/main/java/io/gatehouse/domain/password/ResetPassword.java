package io.gatehouse.domain.password;

import io.gatehouse.domain.account.Account;
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
import java.util.UUID;

/**
 * Gives an account a new password, or its first one, by the link of a mail. Ends every session, every other link and a
 * pending change of address. The address is verified then: who reads its mailbox has chosen the password. If it was not
 * verified before, somebody else may have made the account, and what they left goes.
 */
public record ResetPassword(Transactions transactions, PasswordHasher hasher, Throttle throttle) {
    private static final int BATCH = 100;

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
            if (!found.owner().account().emailVerified()) {
                removeWhatItsMakerLeft(tx, account.id());
            }
            AccountLifecycle.replacePassword(tx, found.owner(), account, hash, Action.PASSWORD_RESET, client);
            tx.mailTokens().remove(found.token());
            throttle.clear(tx.failedAttempts(), account.id(), account.email().key());
        });
    }

    /** What is kept apart from the account itself; see {@link Account#recovered}. */
    private static void removeWhatItsMakerLeft(Transaction tx, UUID accountId) {
        while (tx.credentials().removeSome(accountId, BATCH) == BATCH
                || tx.idempotencyKeys().removeSome(accountId, BATCH) == BATCH) {
            // There may be more.
        }
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
