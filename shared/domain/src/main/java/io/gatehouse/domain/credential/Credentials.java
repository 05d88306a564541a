package io.gatehouse.domain.credential;

import io.gatehouse.domain.credential.Credential.Kind;
import java.util.Optional;
import java.util.UUID;

/** The credentials within one transaction. */
public interface Credentials {

    /** Stores a credential, in place of any other of the same kind and name. */
    void put(Credential credential);

    /** @param name see {@link Credential#name} */
    Optional<Credential> find(Kind kind, String name);

    /** The password of an account. Empty for an account without one and for an unknown id. */
    default Optional<Credential> password(UUID accountId) {
        return find(Kind.PASSWORD, accountId.toString());
    }

    Optional<Credential> byId(UUID id);

    /** Stores a credential's secret in another form. Does nothing when the stored secret is no longer the given one. */
    void replaceSecret(Credential stored, String secret);

    /** Removes at most {@code limit} credentials of an account. Returns how many. */
    int removeSome(UUID accountId, int limit);
}
