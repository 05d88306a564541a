package io.gatehouse.domain.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The registrations that have not become accounts, within one transaction. An address can have any number. */
public interface Registrations {

    /** @param passwordHash a PHC string */
    void add(Registration registration, String passwordHash);

    Optional<Registration> byId(UUID id);

    /** The hash of the password that a registration was made with. Empty for an unknown id. */
    Optional<String> passwordHash(UUID id);

    /** The newest registration of an address that has not expired. */
    Optional<Registration> newest(String emailKey, Instant now);

    /** All registrations of an address, newest first, expired ones included. */
    List<Registration> ofEmail(String emailKey, int limit);

    /** Returns false when it is gone already. */
    boolean remove(Registration registration);

    /** Removes at most {@code limit} registrations of an address. Returns how many. */
    int removeSome(String emailKey, int limit);
}
