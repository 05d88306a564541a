package io.gatehouse.domain.usecase;

import io.gatehouse.domain.account.Accounts.Secured;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.store.Outbox.Entry;
import io.gatehouse.domain.store.Transaction;
import io.gatehouse.domain.store.Transactions;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases what is held of a deleted account, a few rows a transaction and the account's own row last: wherever it is
 * interrupted, it starts again from the beginning and finds less to do. What is left is the audit log, under a
 * pseudonym that nobody can resolve any more.
 */
public final class EraseAccount implements AfterCommit.Worker {
    private static final Logger LOG = LoggerFactory.getLogger(EraseAccount.class);
    private static final int BATCH = 100;

    private final Transactions transactions;
    private final Throttle throttle;
    private final Auditing auditing;

    public EraseAccount(Transactions transactions, Throttle throttle, Auditing auditing) {
        this.transactions = transactions;
        this.throttle = throttle;
        this.auditing = auditing;
    }

    @Override
    public Collection<Entry> done(List<Entry> entries) {
        return entries.stream().filter(entry -> isErased(entry.subject())).toList();
    }

    private boolean isErased(UUID accountId) {
        try {
            transactions.run(tx -> tx.accounts().deleted(accountId)).ifPresent(this::erase);
            return true;
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("account", accountId).setCause(e).log("not erased");
            return false;
        }
    }

    private void erase(Secured deleted) {
        for (var step : steps(deleted)) {
            while (transactions.run(step::applyAsInt) == BATCH) {
                // There may be more.
            }
        }
    }

    /** Each touches a batch at most, and says how much that was. */
    private List<ToIntFunction<Transaction>> steps(Secured deleted) {
        var account = deleted.account();
        var id = account.id();
        return List.of(
                tx -> tx.sessions().removeSome(id, BATCH),
                tx -> tx.mails().withdrawSome(id, MailTemplate.ACCOUNT_DELETED, BATCH),
                tx -> tx.mailTokens().removeSome(id, BATCH),
                tx -> tx.registrations().removeSome(account.email().key(), BATCH),
                tx -> tx.emailChanges().removeSome(account.email().key(), BATCH),
                tx -> last(tx, deleted));
    }

    /** The account and what there is one of. */
    private int last(Transaction tx, Secured deleted) {
        var account = deleted.account();
        tx.emailChanges().remove(account.id());
        throttle.forget(tx, account);
        if (tx.accounts().remove(account.id())) {
            tx.audit().add(auditing.byService(deleted.pseudonym(), Action.ERASED, null));
        }
        return 0;
    }
}
