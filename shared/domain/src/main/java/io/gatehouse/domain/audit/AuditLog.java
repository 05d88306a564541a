package io.gatehouse.domain.audit;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The audit log within one transaction: an entry is stored exactly when the event that it reports is. */
public interface AuditLog {
    /** Adds an entry that is kept for good and gets sealed. */
    void add(AuditEntry entry);

    /** Adds an entry that expires, see {@link AuditEntry.Action#expires}, and is never sealed. */
    void addExpiring(AuditEntry entry);

    /**
     * The entries of one subject, expiring ones too, after an id (null: from the beginning), oldest first, at most
     * {@code limit}.
     */
    List<AuditEntry> ofSubject(UUID subject, @Nullable UUID after, int limit);

    /**
     * The entries of all subjects that are kept for good, after an id (null: from the beginning) up to another, in the
     * order of their ids, at most {@code limit}.
     */
    List<AuditEntry> between(@Nullable UUID after, UUID upTo, int limit);
}
