package io.gatehouse.domain.proof;

import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.errors.TooManyAttempts;
import io.gatehouse.domain.mail.MailToken;
import io.gatehouse.domain.mail.MailTokens;
import io.gatehouse.domain.work.Transaction;

/**
 * Asks those who use a mail's link whether they own its account. The link proves who reads the mailbox; whose account
 * it is for, only a session or the password proves.
 */
public record ConfirmOwner(ConfirmPassword confirmPassword) {

    /**
     * @param token of a link to an account; whether it is valid is the caller's question
     * @throws Refused {@code INVALID_TOKEN} for a bad access token; {@code PROOF_REQUIRED} without evidence;
     *     {@code WRONG_PASSWORD}; {@code INVALID_OR_EXPIRED_TOKEN} when too many passwords were tried with the link
     * @throws TooManyAttempts when too many passwords were wrong, here or elsewhere
     */
    public void confirm(MailToken token, Evidence evidence, Client client) {
        var accountId = token.link().owner();
        if (evidence.visitor().owns(accountId)) {
            return;
        }
        if (evidence.password() == null) {
            throw new Refused(Reason.PROOF_REQUIRED);
        }
        confirmPassword.confirm(accountId, tx -> ownerAfterOneMoreTry(tx, token), evidence.password(), client);
    }

    private static StoredAccount ownerAfterOneMoreTry(Transaction tx, MailToken token) {
        if (!tx.mailTokens().countTry(token)) {
            throw MailTokens.refusal();
        }
        return tx.accounts().active(token.link().owner()).orElseThrow(MailTokens::refusal);
    }
}
