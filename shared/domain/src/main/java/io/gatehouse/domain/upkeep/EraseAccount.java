package io.gatehouse.domain.upkeep;

import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.audit.Actor;
import io.gatehouse.domain.audit.AuditEntry.Action;
import io.gatehouse.domain.credential.Throttle;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;
import java.util.List;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases what is stored about a deleted account, a few rows per transaction and the account's own row last. When it is
 * interrupted it starts again and finds less to do. The audit log stays, under a pseudonym that nobody can resolve.
 */
public record EraseAccount(Transactions transactions, Throttle throttle) {
    private static final Logger LOG = LoggerFactory.getLogger(EraseAccount.class);
    private static final int BATCH = 100;

    /** Returns false when it failed and must be repeated. Never throws. */
    public boolean erase(UUID accountId) {
        try {
            transactions.run(tx -> tx.accounts().deleted(accountId)).ifPresent(this::erase);
            return true;
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("account", accountId).setCause(e).log("not erased");
            return false;
        }
    }

    private void erase(StoredAccount deleted) {
        for (var step : steps(deleted)) {
            while (transactions.run(step::applyAsInt) == BATCH) {
                // There may be more.
            }
        }
    }

    /** Each touches a batch at most and returns its size. */
    private List<ToIntFunction<Transaction>> steps(StoredAccount deleted) {
        var id = deleted.id();
        var emailKey = deleted.account().email().key();
        return List.of(
                tx -> tx.sessions().removeSome(id, BATCH),
                tx -> tx.credentials().removeSome(id, BATCH),
                tx -> tx.mails().withdrawSome(id, MailTemplate.ACCOUNT_DELETED, BATCH),
                tx -> tx.mailTokens().removeSome(id, BATCH),
                tx -> tx.idempotencyKeys().removeSome(id, BATCH),
                tx -> tx.registrations().removeSome(emailKey, BATCH),
                tx -> tx.emailChanges().removeSome(emailKey, BATCH),
                tx -> eraseLast(tx, deleted));
    }

    private int eraseLast(Transaction tx, StoredAccount deleted) {
        var account = deleted.account();
        tx.emailChanges().remove(account.id());
        throttle.clear(tx.failedAttempts(), account.id(), account.email().key());
        if (tx.accounts().remove(account.id())) {
            tx.record(Action.ERASED, deleted, Actor.system());
        }
        return 0;
    }
}
