package io.gatehouse.domain.testing;

import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.audit.AuditLog;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The audit log in memory. */
final class InMemoryAuditLog implements AuditLog {
    private final Table<AuditEntry> auditLog;

    InMemoryAuditLog(Table<AuditEntry> auditLog) {
        this.auditLog = auditLog;
    }

    @Override
    public void add(AuditEntry entry) {
        auditLog.put(entry.id(), entry);
    }

    @Override
    public List<AuditEntry> ofSubject(UUID subject, @Nullable UUID after, int limit) {
        return auditLog.after(after)
                .filter(entry -> entry.subject().equals(subject))
                .limit(limit)
                .toList();
    }

    @Override
    public List<AuditEntry> between(@Nullable UUID after, UUID upTo, int limit) {
        return auditLog.between(after, upTo).limit(limit).toList();
    }
}
