package io.gatehouse.domain.testing;

import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.audit.AuditLog;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The audit log in memory. */
final class InMemoryAuditLog implements AuditLog {
    private final Table<AuditEntry> auditLog;
    private final Table<AuditEntry> auditAttempts;

    InMemoryAuditLog(Table<AuditEntry> auditLog, Table<AuditEntry> auditAttempts) {
        this.auditLog = auditLog;
        this.auditAttempts = auditAttempts;
    }

    @Override
    public void add(AuditEntry entry) {
        auditLog.put(entry.id(), entry);
    }

    @Override
    public void addExpiring(AuditEntry entry) {
        auditAttempts.put(entry.id(), entry);
    }

    @Override
    public List<AuditEntry> ofSubject(UUID subject, @Nullable UUID after, int limit) {
        var all = auditLog.copy();
        auditAttempts.all().forEach(entry -> all.put(entry.id(), entry));
        return all.after(after)
                .filter(entry -> entry.subject().equals(subject))
                .limit(limit)
                .toList();
    }

    @Override
    public List<AuditEntry> between(@Nullable UUID after, UUID upTo, int limit) {
        return auditLog.between(after, upTo).limit(limit).toList();
    }
}
