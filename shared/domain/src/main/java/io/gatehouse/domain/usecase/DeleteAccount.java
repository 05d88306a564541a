package io.gatehouse.domain.usecase;

import io.gatehouse.domain.Ids;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.session.Client;
import io.gatehouse.domain.store.Transactions;
import java.time.InstantSource;

/**
 * Deletes an account for its owner: every session ends at once, and what is held of the account is erased after it, by
 * {@link EraseAccount}.
 */
public final class DeleteAccount {
    private final Transactions transactions;
    private final ConfirmPassword confirmPassword;
    private final AfterCommit afterCommit;
    private final Deletion deletion;
    private final Auditing auditing;

    public DeleteAccount(
            Transactions transactions,
            ConfirmPassword confirmPassword,
            AfterCommit afterCommit,
            Auditing auditing,
            Ids ids,
            InstantSource clock) {
        this.transactions = transactions;
        this.confirmPassword = confirmPassword;
        this.afterCommit = afterCommit;
        this.deletion = new Deletion(afterCommit, ids, clock);
        this.auditing = auditing;
    }

    /**
     * @throws io.gatehouse.domain.Refused {@code WRONG_PASSWORD} when it is not the caller's
     * @throws io.gatehouse.domain.TooManyAttempts when too many before it were not
     */
    public void of(Authenticate.Caller caller, Password password, Client client) {
        var checked = confirmPassword.check(caller, password, client);
        afterCommit.run(transactions.run(tx -> {
            var owner = confirmPassword.owner(tx, checked);
            tx.audit().add(auditing.byClient(owner.pseudonym(), Action.DELETION_REQUESTED, client));
            return deletion.begin(tx, owner.account()).work();
        }));
    }
}
