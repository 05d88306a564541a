package io.gatehouse.domain.account;

import java.util.Optional;
import java.util.UUID;

/** The changes of address that are under way, within one transaction; an account has one at most. */
public interface EmailChanges {

    /** Begins one; it takes the place of any other of the account. */
    void put(EmailChange change);

    Optional<EmailChange> of(UUID accountId);

    /** Stores who has agreed. Returns false, and stores nothing, when the stored one is not as {@code before}. */
    boolean update(EmailChange before, EmailChange after);

    /** Ends one. Returns false when it is gone, or another has taken its place. */
    boolean remove(EmailChange change);

    /** Ends the one of an account, if there is one. */
    void remove(UUID accountId);

    /**
     * Ends some that lead to an address, whosever they are, at most {@code limit}. Returns how many there were to end.
     */
    int removeSome(String emailKey, int limit);
}
