package io.gatehouse.domain.audit;

import java.util.Optional;

/** The seals of the audit log within one transaction. */
public interface AuditSeals {

    /** Returns false, and adds nothing, when there is a seal of that number. */
    boolean add(Seal seal);

    /** The first seal whose number is greater than this one. */
    Optional<Seal> after(long number);
}
