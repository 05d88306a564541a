package io.gatehouse.domain.credential;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Failed attempts in a row, within one transaction, by the keyed hash of their target; see {@link Throttle}. */
public interface FailedAttempts {

    /**
     * What was counted on a target.
     *
     * @param failures in a row
     * @param failedAt time of the last failure
     * @param blockedUntil time of the next permitted attempt
     */
    record Count(int failures, Instant failedAt, Instant blockedUntil) {}

    Optional<Count> find(byte[] target);

    /**
     * Counts one more failure.
     *
     * @param id the new id of the count, so that its age is that of the last failure
     * @return the number of failures now
     */
    int add(UUID id, byte[] target, Instant now);

    /** Permits no attempt before {@code until}. */
    void block(byte[] target, Instant until);

    /**
     * As {@link #block(byte[], Instant)}. Returns false, and does nothing, when the count differs from {@code known}.
     */
    boolean block(byte[] target, Count known, Instant until);

    void clear(byte[] target);
}
