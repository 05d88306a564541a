package io.gatehouse.domain.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The registrations that have not become accounts, within one transaction; an address may have any number. */
public interface Registrations {
    void add(Registration registration);

    Optional<Registration> byId(UUID id);

    /** An address's newest one that has not expired. */
    Optional<Registration> newest(String emailKey, Instant now);

    /** An address's, newest first, whether they have expired or not. */
    List<Registration> of(String emailKey, int limit);

    /** Returns false when it is gone: somebody else has removed it. */
    boolean remove(Registration registration);

    /** Removes some of an address's, at most {@code limit}. Returns how many there were to remove. */
    int removeSome(String emailKey, int limit);
}
