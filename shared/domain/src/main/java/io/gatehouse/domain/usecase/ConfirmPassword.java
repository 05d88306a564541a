package io.gatehouse.domain.usecase;

import io.gatehouse.domain.Refused;
import io.gatehouse.domain.Refused.Reason;
import io.gatehouse.domain.account.Accounts.Secured;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.credential.PasswordHasher;
import io.gatehouse.domain.session.Client;
import io.gatehouse.domain.store.Transaction;
import io.gatehouse.domain.store.Transactions;
import java.util.Optional;

/**
 * Asks whoever is signed in for their password, before something that nobody may do with a stolen session alone. Takes
 * two steps, for hashing is not done in a transaction: {@link #check} before it, {@link #owner} in it.
 */
public final class ConfirmPassword {
    private final Transactions transactions;
    private final PasswordHasher hasher;
    private final Throttle throttle;
    private final Auditing auditing;

    public ConfirmPassword(Transactions transactions, PasswordHasher hasher, Throttle throttle, Auditing auditing) {
        this.transactions = transactions;
        this.hasher = hasher;
        this.throttle = throttle;
        this.auditing = auditing;
    }

    /**
     * Checks a password.
     *
     * @return the caller's account, with the password that was checked
     * @throws Refused {@code WRONG_PASSWORD}
     * @throws io.gatehouse.domain.TooManyAttempts when too many before it have failed
     */
    Secured check(Authenticate.Caller caller, Password password, Client client) {
        var id = caller.found().account().id();
        var target = throttle.account(id);
        var owner = transactions.run(tx -> {
            throttle.admit(tx, target);
            return active(tx.accounts().securedById(id));
        });
        if (!hasher.matches(password, owner.passwordHash())) {
            transactions.execute(tx -> {
                throttle.failed(tx, target);
                tx.audit().add(auditing.byClient(owner.pseudonym(), Action.PASSWORD_CHECK_FAILED, client));
            });
            throw new Refused(Reason.WRONG_PASSWORD);
        }
        return owner;
    }

    /**
     * The account as it is in the transaction that the password was checked for, and until that ends.
     *
     * @throws Refused {@code WRONG_PASSWORD} when it is no longer the account's
     */
    Secured owner(Transaction tx, Secured checked) {
        var id = checked.account().id();
        var owner = active(tx.accounts().locked(id));
        if (!owner.passwordHash().equals(checked.passwordHash())) {
            throw new Refused(Reason.WRONG_PASSWORD);
        }
        throttle.succeeded(tx, throttle.account(id));
        return owner;
    }

    private static Secured active(Optional<Secured> owner) {
        return owner.filter(secured -> secured.account().active()).orElseThrow(() -> new Refused(Reason.INVALID_TOKEN));
    }
}
