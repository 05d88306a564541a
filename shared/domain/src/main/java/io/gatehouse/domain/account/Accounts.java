package io.gatehouse.domain.account;

import io.gatehouse.domain.audit.Pseudonym;
import java.util.Optional;
import java.util.UUID;

/** The accounts within one transaction. */
public interface Accounts {

    /**
     * An account with what is needed to check a sign-in and to report it; never leaves the use case.
     *
     * @param passwordHash a PHC string
     */
    record Secured(Account account, String passwordHash, Pseudonym pseudonym) {}

    /** Adds an account. Returns false, and adds nothing, when its address belongs to another. */
    boolean add(Secured secured);

    Optional<Account> byId(UUID id);

    /** @param emailKey see {@link EmailAddress#key} */
    Optional<Secured> byEmail(String emailKey);

    /**
     * Stores a changed account. Returns false when the stored one's revision is no longer the one that the change was
     * made from.
     */
    boolean update(Account changed);

    /** Replaces a hash by one of the same password. Does nothing when the stored hash is no longer {@code old}. */
    void rehash(UUID id, String old, String fresh);
}
