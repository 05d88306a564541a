package io.gatehouse.domain.session;

import io.gatehouse.domain.account.Account;
import java.util.Optional;
import java.util.UUID;

/**
 * Accounts and live sessions, read through the cache. A cache that is slow or gone costs time, never an answer. Once
 * {@link #forget} has returned, no answer to whoever asks this process then rests on what was true before; in other
 * processes none to whoever asks 50 ms later.
 */
public interface Directory {

    /**
     * An account as it was found.
     *
     * @param cached whether it came from the cache
     */
    record Found(Account account, boolean cached) {}

    /** The account of a live session: neither ended nor expired, and the account may be used. Empty otherwise. */
    Optional<Found> signedIn(UUID accountId, UUID sessionId);

    Optional<Found> account(UUID id);

    /** Puts an account that was just created into the cache. */
    void remember(Account account);

    /** Puts a session that was just created into the cache. */
    void remember(Account account, Session session);

    /**
     * Drops what the cache holds of the account itself; to be called once its change is committed.
     *
     * @return false when the cache did not hear of it: then answers may rest on what was true for up to 30 s
     */
    boolean forget(UUID accountId);

    /** As {@link #forget(UUID)}, of a session that has ended. */
    boolean forget(UUID accountId, UUID sessionId);
}
