package io.gatehouse.domain.account;

import io.gatehouse.domain.audit.Pseudonym;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The accounts within one transaction. One that its owner has deleted is as if it were gone from then on, but for
 * {@link #deleted}, and for its address, which is free only once it is removed.
 */
public interface Accounts {

    /**
     * An account with what is needed to check a sign-in and to report it; never leaves the use case.
     *
     * @param passwordHash a PHC string
     * @param firstSignInAt null before the first
     */
    record Secured(
            Account account,
            String passwordHash,
            Pseudonym pseudonym,
            @Nullable Instant firstSignInAt) {

        /** Never shows the hash. */
        @Override
        public String toString() {
            return "Secured[" + account.id() + "]";
        }
    }

    /** Adds an account. Returns false, and adds nothing, when its address belongs to another. */
    boolean add(Secured secured);

    Optional<Account> byId(UUID id);

    Optional<Secured> securedById(UUID id);

    /** As {@link #securedById}, and nobody changes or deletes the account before this transaction ends. */
    Optional<Secured> locked(UUID id);

    /** @param emailKey see {@link EmailAddress#key} */
    Optional<Secured> byEmail(String emailKey);

    /**
     * Stores a changed account. Returns false when the stored one's revision is no longer the one that the change was
     * made from.
     *
     * @throws AddressTaken when its address belongs to another
     */
    boolean update(Account changed);

    /** As {@link #update(Account)}, with another password. */
    boolean update(Account changed, String passwordHash);

    /** Replaces a hash by one of the same password. Does nothing when the stored hash is no longer {@code old}. */
    void rehash(UUID id, String old, String fresh);

    /** Records the first sign-in. Does nothing when there was one before. */
    void signedInFirst(UUID id, Instant at);

    /** An account that is deleted and not removed yet. */
    Optional<Secured> deleted(UUID id);

    /** Removes a deleted account. Returns false when there is no such. */
    boolean remove(UUID id);

    /** Thrown when two accounts would have one address; the transaction can only be rolled back. */
    final class AddressTaken extends RuntimeException {
        public AddressTaken() {
            super("the address belongs to another account", null, false, false);
        }
    }
}
