package io.gatehouse.domain.usecase;

import io.gatehouse.domain.Ids;
import io.gatehouse.domain.Refused;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Accounts.Secured;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.Role;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.store.Transaction;
import io.gatehouse.domain.store.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an operator does to an account. Each call returns the account as it is afterwards, and doing it twice changes
 * nothing more.
 */
public final class AdministerAccount {
    private final Transactions transactions;
    private final AfterCommit afterCommit;
    private final Deletion deletion;
    private final Auditing auditing;
    private final InstantSource clock;

    public AdministerAccount(
            Transactions transactions, AfterCommit afterCommit, Auditing auditing, Ids ids, InstantSource clock) {
        this.transactions = transactions;
        this.afterCommit = afterCommit;
        this.deletion = new Deletion(afterCommit, ids, clock);
        this.auditing = auditing;
        this.clock = clock;
    }

    /** @throws Refused {@code USER_NOT_FOUND} when nobody has the address; so do the others */
    public Account show(EmailAddress email) {
        return transactions.run(tx -> find(tx, email)).account();
    }

    public Account grant(EmailAddress email, Role role) {
        return change(email, Action.ROLE_GRANTED, role.label(), (account, now) -> account.granted(role, now));
    }

    public Account revoke(EmailAddress email, Role role) {
        return change(email, Action.ROLE_REVOKED, role.label(), (account, now) -> account.withdrawn(role, now));
    }

    /** Ends every session of the account, too. */
    public Account disable(EmailAddress email) {
        return change(email, Action.DISABLED, null, Account::disabled);
    }

    public Account enable(EmailAddress email) {
        return change(email, Action.ENABLED, null, Account::enabled);
    }

    /** Ends every session of the account. */
    public Account signOut(EmailAddress email) {
        return change(email, Action.SIGNED_OUT, "all", Account::signedOut);
    }

    /** Deletes the account, as its owner can. */
    public Account delete(EmailAddress email) {
        return commit(tx -> {
            var secured = find(tx, email);
            tx.audit().add(auditing.byService(secured.pseudonym(), Action.DELETION_REQUESTED, null));
            return deletion.begin(tx, secured.account());
        });
    }

    private Account change(
            EmailAddress email, Action action, @Nullable String detail, BiFunction<Account, Instant, Account> change) {
        var now = clock.instant();
        return commit(tx -> {
            var secured = find(tx, email);
            var before = secured.account();
            var after = change.apply(before, now);
            if (after.revision() == before.revision()) {
                return new Changed(after, List.of());
            }
            Transactions.Stale.unless(tx.accounts().update(after));
            tx.audit().add(auditing.byService(secured.pseudonym(), action, detail));
            return new Changed(after, List.of(afterCommit.invalidate(tx, after.id())));
        });
    }

    private Account commit(Function<Transaction, Changed> work) {
        var changed = transactions.run(work);
        afterCommit.run(changed.work());
        return changed.account();
    }

    private static Secured find(Transaction transaction, EmailAddress email) {
        return transaction
                .accounts()
                .byEmail(email.key())
                .orElseThrow(() -> new Refused(Refused.Reason.USER_NOT_FOUND));
    }
}
