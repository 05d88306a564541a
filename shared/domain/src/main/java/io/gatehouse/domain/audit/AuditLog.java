package io.gatehouse.domain.audit;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The audit log within one transaction: an entry is stored exactly when the event that it reports is. */
public interface AuditLog {
    void add(AuditEntry entry);

    /**
     * The entries of one subject, oldest first, at most {@code limit}.
     *
     * @param after skips the entry with this id and all before it; null skips none
     */
    List<AuditEntry> ofSubject(UUID subject, @Nullable UUID after, int limit);

    /**
     * The entries of all subjects in the order of their ids, at most {@code limit}.
     *
     * @param after skips the entry with this id and all before it; null skips none
     * @param upTo the last id that is included
     */
    List<AuditEntry> between(@Nullable UUID after, UUID upTo, int limit);
}
