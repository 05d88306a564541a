package io.gatehouse.domain.session;

import io.gatehouse.domain.account.Account;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The sessions within one transaction. */
public interface Sessions {

    /** A session with its account, both as they were at one moment. */
    record Held(Session session, Account account) {}

    void add(Session session);

    /** Empty also when the session's account is deleted. */
    Optional<Held> find(UUID id);

    /** Those of an account that have its epoch, newest first, expired ones among them. */
    List<Session> of(UUID accountId, long epoch, int limit);

    /** All of an account that are kept, newest first, whether they live or not. */
    List<Session> of(UUID accountId, int limit);

    /**
     * Stores a session that has been refreshed. Returns false, and stores nothing, when the stored one's counter is no
     * longer the one that it was refreshed from.
     */
    boolean refresh(Session refreshed);

    /** Takes a session along to the next epoch of its account. Returns false when it is gone, or of another epoch. */
    boolean move(UUID id, long from, long to);

    /** Returns false when there is no such session of this account. */
    boolean remove(UUID accountId, UUID id);

    /** Removes some of an account's sessions, at most {@code limit}. Returns how many there were to remove. */
    int removeSome(UUID accountId, int limit);
}
