package io.gatehouse.domain.password;

import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.credential.PasswordHasher;
import io.gatehouse.domain.credential.Proof;
import io.gatehouse.domain.errors.InvalidField;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.work.AccountLifecycle;
import io.gatehouse.domain.work.Transactions;

/**
 * Gives an account another password. Ends every session but the caller's, every link to a new password and a pending
 * change of address.
 */
public record ChangePassword(Transactions transactions, PasswordHasher hasher) {
    /**
     * @param password one that the policy accepts
     * @throws InvalidField {@code same_password} when it is the present one
     * @throws Refused {@code WRONG_PASSWORD} when the proof no longer holds
     */
    public void changePassword(Caller caller, Proof proof, Password password, Client client) {
        refusePresentPassword(proof, password);
        var hash = hasher.hash(password);
        transactions.execute(tx -> {
            var owner = tx.provenOwner(proof);
            var before = owner.account();
            var after = before.signedOut(tx.now());
            AccountLifecycle.replacePassword(tx, owner, after, hash, Action.PASSWORD_CHANGED, client);
            if (!tx.sessions().move(caller.sessionId(), before.epoch(), after.epoch())) {
                throw new Refused(Reason.INVALID_TOKEN);
            }
            tx.invalidate(after.id(), caller.sessionId());
        });
    }

    private void refusePresentPassword(Proof proof, Password password) {
        var present = transactions
                .autoCommit(stores -> stores.credentials().password(proof.accountId()))
                .filter(known -> known.id().equals(proof.credentialId()));
        if (present.filter(known -> hasher.matches(password, known.secret())).isPresent()) {
            throw new InvalidField("newPassword", "same_password", "This is your password already.");
        }
    }
}
