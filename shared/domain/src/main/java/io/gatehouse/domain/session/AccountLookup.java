package io.gatehouse.domain.session;

import io.gatehouse.domain.account.Account;
import java.util.Optional;
import java.util.UUID;

/**
 * Looks up accounts and live sessions through the cache. A slow or missing cache costs time, never an answer. Once
 * {@link #forget} has returned, no later look-up in this process answers from before the change; in other processes
 * none that starts 50 ms later.
 */
public interface AccountLookup {

    /** @param cached whether the account came from the cache */
    record Found(Account account, boolean cached) {}

    /** The account of a session. Empty when the session has ended or expired or the account may not be used. */
    Optional<Found> signedIn(UUID accountId, UUID sessionId);

    Optional<Found> account(UUID id);

    /** Caches a new account. */
    void remember(Account account);

    /** Caches a new session. */
    void remember(Account account, Session session);

    /**
     * Drops an account from the cache, after its change is committed. Returns false when the cache did not confirm it:
     * then look-ups may answer from before the change for up to 30 s.
     */
    boolean forget(UUID accountId);

    /** As {@link #forget(UUID)}, for a session that has ended. */
    boolean forget(UUID accountId, UUID sessionId);
}
