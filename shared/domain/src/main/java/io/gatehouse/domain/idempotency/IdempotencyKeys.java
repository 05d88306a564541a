package io.gatehouse.domain.idempotency;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The idempotency keys of requests, within one transaction. Keys and requests are keyed hashes. */
public interface IdempotencyKeys {
    /** How long an answer is kept. */
    Duration KEPT = Duration.ofHours(24);

    /**
     * The right to run a request.
     *
     * @param id new for every claim, also of the same key
     * @param until when another may claim the key if there is no answer
     * @param expiresAt when another may claim the key in any case
     */
    record Claim(UUID id, byte[] key, byte[] request, Instant until, Instant expiresAt) {}

    /**
     * @param answer null while the request runs
     * @param accountId the account that the answer names; or null
     */
    record Taken(
            byte[] request,
            byte @Nullable [] answer,
            @Nullable UUID accountId) {}

    /** Claims a key that is free at {@code now}. Returns false when it is {@link Taken}. */
    boolean claim(Claim claim, Instant now);

    /** The key at {@code now}, unless it is free because its day is over. */
    Optional<Taken> find(byte[] key, Instant now);

    /**
     * Stores the answer to the request. Does nothing when another has claimed the key since.
     *
     * @param accountId the account that the answer names; or null
     */
    void answer(Claim claim, byte[] answer, @Nullable UUID accountId);

    /** Frees the key. Does nothing when another has claimed it since. */
    void release(Claim claim);

    /** Removes at most {@code limit} keys whose answers name an account. Returns how many. */
    int removeSome(UUID accountId, int limit);
}
