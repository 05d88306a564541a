package io.gatehouse.domain.work;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The work that must follow a commit. An entry is written in the transaction that causes the work and removed when the
 * work is done, so that a sweeper finds the work of a process that died. Work may be done twice.
 */
public interface Outbox {

    /** The kinds of work, the most urgent first. */
    enum Kind {
        /** Drop the account, or its session {@code subject}, from the cache. */
        INVALIDATION,
        /** Send the mail {@code subject} to the mail queue. */
        MAIL,
        ERASURE
    }

    /**
     * @param accountId the account that the work is about, if any
     * @param subject what the work is about
     */
    record Entry(UUID id, Kind kind, @Nullable UUID accountId, UUID subject, Instant createdAt) {}

    void add(Entry entry);

    void remove(UUID id);

    /**
     * The entries from before {@code createdBefore} and after an id (null: from the beginning), oldest first, at most
     * {@code limit}.
     */
    List<Entry> overdue(Instant createdBefore, @Nullable UUID after, int limit);
}
