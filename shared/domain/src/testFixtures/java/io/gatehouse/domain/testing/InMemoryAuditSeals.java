package io.gatehouse.domain.testing;

import io.gatehouse.domain.audit.AuditSeals;
import io.gatehouse.domain.audit.Seal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The seals of the audit log in memory. */
final class InMemoryAuditSeals implements AuditSeals {
    private final TreeMap<Long, Seal> auditSeals;

    InMemoryAuditSeals(TreeMap<Long, Seal> auditSeals) {
        this.auditSeals = auditSeals;
    }

    @Override
    public boolean add(Seal seal) {
        return auditSeals.putIfAbsent(seal.number(), seal) == null;
    }

    @Override
    public Optional<Seal> after(long number) {
        return Optional.ofNullable(auditSeals.higherEntry(number)).map(Map.Entry::getValue);
    }
}
