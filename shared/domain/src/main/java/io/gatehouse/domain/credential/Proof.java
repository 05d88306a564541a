package io.gatehouse.domain.credential;

import java.time.Instant;
import java.util.UUID;

/**
 * That the owner of an account has proved a credential. Use cases that a stolen session alone must not reach take one.
 */
public record Proof(UUID accountId, UUID credentialId, Credential.Kind kind, Instant at) {

    public static Proof of(Credential credential, Instant at) {
        return new Proof(credential.accountId(), credential.id(), credential.kind(), at);
    }
}
