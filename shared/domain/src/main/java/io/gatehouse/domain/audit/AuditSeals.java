package io.gatehouse.domain.audit;

import java.util.Optional;

/** The seals of the audit log within one transaction. */
public interface AuditSeals {

    /** @return false, and nothing is added, when there is a seal of that number already */
    boolean add(Seal seal);

    /** The first seal whose number is greater than this one. */
    Optional<Seal> after(long number);
}
