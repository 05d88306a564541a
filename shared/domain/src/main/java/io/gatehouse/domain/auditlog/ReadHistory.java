package io.gatehouse.domain.auditlog;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.audit.AuditHistory;
import io.gatehouse.domain.work.Transactions;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what happened to an account, and what was tried with its address before it had one. */
public record ReadHistory(Transactions transactions, AuditHistory history) {
    /** The events of an address after an id (null: from the beginning), oldest first, at most {@code limit}. */
    public List<AuditHistory.Event> read(EmailAddress email, @Nullable UUID after, int limit) {
        return transactions.run(tx -> {
            var account = tx.accounts().byEmail(email.key()).map(StoredAccount::pseudonym);
            return history.read(tx.auditLog(), account.orElse(null), email.key(), after, limit);
        });
    }
}
