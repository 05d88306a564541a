package io.gatehouse.domain.administration;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.Role;
import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.errors.InvalidValue;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.work.AccountLifecycle;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;
import java.time.Instant;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What an operator does to an account. Each call returns the account as it is afterwards, and but for {@link #signOut}
 * changes nothing when repeated. Each throws {@link Refused} {@code USER_NOT_FOUND} when no account has the address.
 */
public record AdministerAccount(Transactions transactions) {
    public Account show(EmailAddress email) {
        return transactions.run(tx -> find(tx, email)).account();
    }

    /**
     * @throws InvalidValue {@code not_verified}: as long as nobody proved to own the address, a stranger may have it
     */
    public Account grant(EmailAddress email, Role role) {
        return change(
                email,
                Action.ROLE_GRANTED,
                role.label(),
                (account, now) -> verified(account).granted(role, now));
    }

    public Account revoke(EmailAddress email, Role role) {
        return change(email, Action.ROLE_REVOKED, role.label(), (account, now) -> account.withdrawn(role, now));
    }

    /** Ends every session of the account and a pending change of its address, too. */
    public Account disable(EmailAddress email) {
        return change(email, Action.DISABLED, null, Account::disabled);
    }

    public Account enable(EmailAddress email) {
        return change(email, Action.ENABLED, null, Account::enabled);
    }

    /** Ends every session of the account and a pending change of its address. */
    public Account signOut(EmailAddress email) {
        return change(email, Action.SIGNED_OUT, "all", Account::signedOut);
    }

    public Account delete(EmailAddress email) {
        return transactions.run(tx -> AccountLifecycle.delete(tx, find(tx, email), Actor.operator()));
    }

    private static Account verified(Account account) {
        if (!account.emailVerified()) {
            throw new InvalidValue(
                    "not_verified", "Its address is not verified: ask its owner to open the link of the welcome mail.");
        }
        return account;
    }

    private Account change(
            EmailAddress email, Action action, @Nullable String detail, BiFunction<Account, Instant, Account> change) {
        return transactions.run(tx -> {
            var stored = find(tx, email);
            var after = change.apply(stored.account(), tx.now());
            if (after.revision() != stored.account().revision()) {
                tx.update(after);
                if (after.epoch() != stored.account().epoch()) {
                    tx.emailChanges().remove(after.id());
                }
                tx.record(action, stored, Actor.operator(), detail);
            }
            return after;
        });
    }

    private static StoredAccount find(Transaction tx, EmailAddress email) {
        return tx.accounts().byEmail(email.key()).orElseThrow(() -> new Refused(Reason.USER_NOT_FOUND));
    }
}
