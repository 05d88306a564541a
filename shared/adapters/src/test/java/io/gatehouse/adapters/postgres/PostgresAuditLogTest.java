package io.gatehouse.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapters.Fixtures;
import io.gatehouse.adapters.Stores;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.work.Transactions;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PostgresAuditLogTest {
    private final Transactions transactions = Stores.transactions(Stores.database());

    @Test
    void theEntriesOfASubjectComeOldestFirstPageByPage() {
        var subject = UUID.randomUUID();
        var first = entry(subject, "invalid_credentials", new byte[] {1, 2, 3});
        var foreign = entry(UUID.randomUUID(), null, null);
        var second = entry(subject, null, null);
        transactions.execute(tx -> List.of(second, foreign, first).forEach(tx.audit()::add));

        assertThat(of(subject, null, 10))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(first, second);
        assertThat(of(subject, null, 1)).extracting(AuditEntry::id).containsExactly(first.id());
        assertThat(of(subject, first.id(), 10)).extracting(AuditEntry::id).containsExactly(second.id());
        assertThat(of(subject, second.id(), 10)).isEmpty();
    }

    private List<AuditEntry> of(UUID subject, @Nullable UUID after, int limit) {
        return transactions.run(tx -> tx.audit().of(subject, after, limit));
    }

    private static AuditEntry entry(UUID subject, @Nullable String detail, byte @Nullable [] origin) {
        var label = AuditEntry.Action.SIGN_IN_FAILED.label();
        return new AuditEntry(Fixtures.IDS.next(), Fixtures.now(), subject, label, detail, origin);
    }
}
