package io.gatehouse.domain.audit;

/** The audit log within one transaction: an entry is kept exactly when what it reports is. */
public interface AuditLog {
    void add(AuditEntry entry);
}
