package io.gatehouse.domain.audit;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The audit log within one transaction: an entry is kept exactly when what it reports is. */
public interface AuditLog {
    void add(AuditEntry entry);

    /**
     * The entries under one name, at most {@code limit}, oldest first.
     *
     * @param after leaves out this entry's id and all that come before it; null for none
     */
    List<AuditEntry> of(UUID subject, @Nullable UUID after, int limit);

    /**
     * The entries of all, at most {@code limit}, in the order of their ids.
     *
     * @param after leaves out this entry's id and all that come before it; null for none
     * @param upTo the last id that can be among them
     */
    List<AuditEntry> between(@Nullable UUID after, UUID upTo, int limit);
}
