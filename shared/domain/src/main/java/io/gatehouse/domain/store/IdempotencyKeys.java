package io.gatehouse.domain.store;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The idempotency keys of requests, within one transaction; keys and requests by their keyed hashes. */
public interface IdempotencyKeys {

    /**
     * The right to execute a request.
     *
     * @param id another one for every claim, also of the same key
     * @param until from then on another may claim the key, if there is no answer by then
     * @param expiresAt from then on another may claim the key, whatever became of the request
     */
    record Claim(UUID id, byte[] key, byte[] request, Instant until, Instant expiresAt) {}

    /**
     * What is known of a key that is taken.
     *
     * @param answer null while the request is executed
     */
    record Taken(byte[] request, byte @Nullable [] answer) {}

    /** Claims a key that is nobody's at {@code now}. Returns false when it is {@link Taken}. */
    boolean claim(Claim claim, Instant now);

    Optional<Taken> find(byte[] key);

    /** Keeps the answer to the request; does nothing when the key has been claimed by another since. */
    void answer(Claim claim, byte[] answer);

    /** Gives the key back; does nothing when it has been claimed by another since. */
    void release(Claim claim);
}
