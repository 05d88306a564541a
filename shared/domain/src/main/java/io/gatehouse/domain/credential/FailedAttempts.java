package io.gatehouse.domain.credential;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Wrong passwords in a row, within one transaction, by the keyed hash of what they were tried on. */
public interface FailedAttempts {

    /**
     * What is known of a target.
     *
     * @param failures in a row
     * @param failedAt when the last of them was
     * @param blockedUntil when it may be tried again
     */
    record Count(int failures, Instant failedAt, Instant blockedUntil) {}

    Optional<Count> of(byte[] target);

    /**
     * Counts one more.
     *
     * @param id for the target's count, which is as old as its last failure
     * @return how many there are now
     */
    int add(UUID id, byte[] target, Instant now);

    /** Lets nobody try before {@code until}. */
    void block(byte[] target, Instant until);

    /**
     * As {@link #block(byte[], Instant)}. Returns false, and does nothing, when the count is no longer {@code known}.
     */
    boolean block(byte[] target, Count known, Instant until);

    /** Forgets what was counted. */
    void clear(byte[] target);
}
