package io.gatehouse.domain.account;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The accounts within one transaction. A deleted account is found by {@link #deleted} only, but keeps its address until
 * it is removed.
 */
public interface Accounts {

    /** Adds an account. Returns false, and adds nothing, when there is one with its id or its address. */
    boolean add(StoredAccount account);

    Optional<StoredAccount> byId(UUID id);

    /** As {@link #byId}. Empty also when the account may not be used. */
    default Optional<StoredAccount> active(UUID id) {
        return byId(id).filter(stored -> stored.account().active());
    }

    /** As {@link #byId}, and locks the account: no other transaction changes or removes it before this one ends. */
    Optional<StoredAccount> locked(UUID id);

    /** @param emailKey see {@link EmailAddress#key} */
    Optional<StoredAccount> byEmail(String emailKey);

    /**
     * Stores a changed account. Returns false, and stores nothing, when the stored revision is not the one that the
     * change was made from.
     *
     * @throws AddressTaken when its address belongs to another
     */
    boolean update(Account changed);

    /** Records the first sign-in. Does nothing when one is recorded. */
    void recordFirstSignIn(UUID id, Instant at);

    /** An account that is deleted and not yet removed. */
    Optional<StoredAccount> deleted(UUID id);

    /** Removes a deleted account. Returns false when there is none. */
    boolean remove(UUID id);

    /** Thrown when two accounts would have one address. The transaction can only be rolled back. */
    final class AddressTaken extends RuntimeException {
        public AddressTaken() {
            super("the address belongs to another account", null, false, false);
        }
    }
}
