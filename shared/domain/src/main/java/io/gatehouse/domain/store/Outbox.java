package io.gatehouse.domain.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What has to happen after a commit: an entry is written in the transaction that causes the work and removed when the
 * work is done, so that a sweeper finds what a dying process left behind. Doing the work twice must do no harm.
 */
public interface Outbox {

    /** The kinds of work, the most urgent first. */
    enum Kind {
        /** Drop from the cache the account, or its session with the id {@code subject}. */
        INVALIDATION,
        /** Send the mail with the id {@code subject} to the mail queue. */
        MAIL,
        /** Erase the account. */
        ERASURE
    }

    /**
     * @param accountId the account that the work is about, if there is one
     * @param subject what the work is about
     */
    record Entry(UUID id, Kind kind, @Nullable UUID accountId, UUID subject, Instant createdAt) {}

    void add(Entry entry);

    void remove(UUID id);

    /**
     * The oldest entries from before {@code createdBefore}, at most {@code limit}, oldest first.
     *
     * @param after leaves out this entry's id and all that come before it; null for none
     */
    List<Entry> overdue(Instant createdBefore, @Nullable UUID after, int limit);
}
