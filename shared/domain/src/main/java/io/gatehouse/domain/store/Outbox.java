package io.gatehouse.domain.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What has to happen after a commit: an entry is written in the transaction that causes the work and removed when the
 * work is done, so that a sweeper finds what a dying process left behind. Doing the work twice must do no harm.
 */
public interface Outbox {

    /** The kinds of work. */
    enum Kind {
        /** Send the mail with the id {@code subject} to the mail queue. */
        MAIL
    }

    /** @param subject what the work is about; one entry for each kind and subject */
    record Entry(UUID id, Kind kind, UUID subject, Instant createdAt) {}

    void add(Entry entry);

    void remove(UUID id);

    /** The oldest entries from before {@code createdBefore}, at most {@code limit}, oldest first. */
    List<Entry> overdue(Instant createdBefore, int limit);
}
