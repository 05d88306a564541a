package io.gatehouse.domain.session;

import java.time.Instant;
import java.util.UUID;

/**
 * One sign-in.
 *
 * @param epoch the account's epoch when its password was read; the session is over once the account's is another
 * @param expiresAt the absolute end, which nothing extends
 */
public record Session(UUID id, UUID accountId, long epoch, Client client, Instant createdAt, Instant expiresAt) {}
