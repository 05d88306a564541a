package io.gatehouse.domain.session;

import io.gatehouse.domain.account.Account;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The sessions within one transaction. */
public interface Sessions {

    /** A session and its account, both read at one moment. */
    record Held(Session session, Account account) {}

    void add(Session session);

    /** Empty also when the session's account is deleted. */
    Optional<Held> find(UUID id);

    /** The sessions of an account that have this epoch, newest first, expired ones included. */
    List<Session> ofAccount(UUID accountId, long epoch);

    /** All stored sessions of an account, newest first, live or not. */
    List<Session> ofAccount(UUID accountId, int limit);

    /**
     * Stores a refreshed session. Returns false, and stores nothing, when the stored counter is not the one that it was
     * refreshed from.
     */
    boolean refresh(Session refreshed);

    /**
     * Stores that the last refresh of a session was repeated late. Returns false, and stores nothing, when the session
     * has been refreshed since it was read, or this is stored already.
     */
    boolean markLate(Session repeated);

    /** Moves a session to the next epoch of its account. Returns false when it is gone or has another epoch. */
    boolean move(UUID id, long from, long to);

    /** How many sessions of an account are stored, live or not. */
    int count(UUID accountId);

    /**
     * Sessions of an account but one: those that are dead, and after them the live ones, each the longest not refreshed
     * first.
     */
    List<Session> leastUsed(Account account, UUID except, Instant now, int limit);

    /** Removes a session. Returns false when it has been refreshed since it was read, or is gone. */
    boolean removeUnrefreshed(Session session);

    /** Returns false when the account has no such session. */
    boolean remove(UUID accountId, UUID id);

    /** Removes at most {@code limit} sessions of an account. Returns how many. */
    int removeSome(UUID accountId, int limit);
}
