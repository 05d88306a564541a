package io.gatehouse.domain.credential;

import io.gatehouse.domain.basics.Labelled;
import java.time.Instant;
import java.util.UUID;

/**
 * Something by which the owner of an account proves to be the owner. An account has any number of them, also none.
 *
 * @param id changes when the credential is replaced, not when its secret is stored in another form
 * @param name what finds it among all credentials of its kind; unique there
 * @param secret what it is checked against, in a form of its kind: for a password a PHC string
 */
public record Credential(UUID id, UUID accountId, Kind kind, String name, String secret, Instant createdAt) {

    public enum Kind implements Labelled {
        PASSWORD("pwd");

        private final String method;

        Kind(String method) {
            this.method = method;
        }

        /** The authentication method in a token's {@code amr} claim (RFC 8176, section 2). */
        public String method() {
            return method;
        }
    }

    /** A password; an account has one at most. */
    public static Credential password(UUID id, UUID accountId, String hash, Instant now) {
        return new Credential(id, accountId, Kind.PASSWORD, accountId.toString(), hash, now);
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "Credential[" + id + ", " + kind.label() + "]";
    }
}
