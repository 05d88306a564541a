package io.gatehouse.domain.auditlog;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.audit.AuditHistory;
import io.gatehouse.domain.audit.Auditor;
import io.gatehouse.domain.work.Transactions;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what happened to an account, and what was tried with its address before it had one. */
public final class ReadHistory {
    private final Transactions transactions;
    private final Auditor auditor;

    public ReadHistory(Transactions transactions, Auditor auditor) {
        this.transactions = transactions;
        this.auditor = auditor;
    }

    /**
     * The events of an address, oldest first, at most {@code limit}.
     *
     * @param after skips the event with this id and all before it; null skips none
     */
    public List<AuditHistory.Event> read(EmailAddress email, @Nullable UUID after, int limit) {
        var stranger = auditor.stranger(email.key());
        return transactions.run(tx -> {
            var account = tx.accounts().byEmail(email.key()).map(StoredAccount::pseudonym);
            return AuditHistory.read(tx.auditLog(), account.orElse(null), stranger, after, limit);
        });
    }
}
