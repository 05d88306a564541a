package io.gatehouse.domain.session;

import io.gatehouse.domain.account.Account;
import java.util.Optional;
import java.util.UUID;

/** Access tokens: RFC 9068 JWTs that this service signs and, wherever they come back, verifies. */
public interface AccessTokens {

    /** @param expiresIn in seconds from now */
    record Issued(String token, long expiresIn) {
        /** Never shows the token. */
        @Override
        public String toString() {
            return "Issued[…]";
        }
    }

    /** What a genuine token says; whether the session still lives is another question. */
    record Claims(UUID accountId, UUID sessionId) {}

    /** A token for the session, which lives no longer than the session does. */
    Issued issue(Account account, Session session);

    /** Empty for every token that is malformed, forged, expired, of another type or for another audience. */
    Optional<Claims> verify(String token);

    /** The session that a token was issued for, valid still or not. Empty for every token that is forged. */
    Optional<UUID> issuedFor(String token);
}
