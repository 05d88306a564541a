package io.gatehouse.domain.credential;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Failed attempts in a row, within one transaction, by the keyed hash of their target; see {@link Throttle}. */
public interface FailedAttempts {

    /** Failures in a row, the time of the last, and the time of the next permitted attempt. */
    record Count(int failures, Instant failedAt, Instant blockedUntil) {}

    Optional<Count> find(byte[] target);

    /**
     * Counts one more failure under a new id, so that its age is that of the last failure. Returns how many there are.
     */
    int add(UUID id, byte[] target, Instant now);

    /** Permits no attempt before {@code until}. */
    void block(byte[] target, Instant until);

    /** As {@link #block(byte[], Instant)}, unless the count differs from {@code known}. Returns whether it did. */
    boolean block(byte[] target, Count known, Instant until);

    void clear(byte[] target);
}
