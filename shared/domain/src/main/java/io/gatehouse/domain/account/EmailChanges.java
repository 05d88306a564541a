package io.gatehouse.domain.account;

import java.util.Optional;
import java.util.UUID;

/** The pending changes of address, within one transaction. An account has one at most. */
public interface EmailChanges {

    /** Begins a change, in place of any other of the account. */
    void put(EmailChange change);

    Optional<EmailChange> ofAccount(UUID accountId);

    /** Stores who has agreed. Returns false, and stores nothing, when the stored change differs from {@code before}. */
    boolean update(EmailChange before, EmailChange after);

    /** Ends a change. Returns false when it is gone or replaced. */
    boolean remove(EmailChange change);

    /** Ends the change of an account, if there is one. */
    void remove(UUID accountId);

    /** Ends at most {@code limit} changes to an address, of any account. Returns how many. */
    int removeSome(String emailKey, int limit);
}
