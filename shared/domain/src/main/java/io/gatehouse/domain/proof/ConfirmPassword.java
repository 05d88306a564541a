package io.gatehouse.domain.proof;

import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.credential.Credential;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.credential.PasswordHasher;
import io.gatehouse.domain.credential.Proof;
import io.gatehouse.domain.credential.Throttle;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.errors.TooManyAttempts;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Asks for the password of an account, before something that a stolen session or mailbox alone must not reach. */
public record ConfirmPassword(Transactions transactions, PasswordHasher hasher, Throttle throttle) {
    private record Found(StoredAccount owner, Optional<Credential> password, int failures) {}

    /**
     * @throws Refused {@code WRONG_PASSWORD}, also for an account without one
     * @throws TooManyAttempts when too many before it were wrong
     */
    public Proof confirm(Caller caller, Password password, Client client) {
        return confirm(caller.accountId(), tx -> tx.accountOf(caller), password, client);
    }

    /** @param owner finds the account, in the transaction that admits the attempt: what it throws is the answer */
    Proof confirm(UUID accountId, Function<Transaction, StoredAccount> owner, Password password, Client client) {
        var target = throttle.account(accountId);
        var found = transactions.run(tx -> find(tx, owner, target));
        var hash = found.password().map(Credential::secret).orElse(null);
        if (!hasher.matches(password, hash)) {
            transactions.execute(tx -> {
                throttle.countFailure(tx.failedAttempts(), target);
                tx.record(Action.PASSWORD_CHECK_FAILED, found.owner(), Actor.user(client));
            });
            throw new Refused(Reason.WRONG_PASSWORD);
        }
        return transactions.run(tx -> {
            if (found.failures() > 0) {
                tx.failedAttempts().clear(target);
            }
            return Proof.of(found.password().orElseThrow(), tx.now());
        });
    }

    private Found find(Transaction tx, Function<Transaction, StoredAccount> finder, byte[] target) {
        var failures = throttle.admit(tx.failedAttempts(), target);
        var owner = finder.apply(tx);
        return new Found(owner, tx.credentials().password(owner.id()), failures);
    }
}
