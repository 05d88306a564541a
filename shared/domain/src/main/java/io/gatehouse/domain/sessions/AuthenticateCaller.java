package io.gatehouse.domain.sessions;

import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.session.AccessTokens;
import io.gatehouse.domain.session.AccountLookup;
import io.gatehouse.domain.session.Caller;
import java.util.Optional;
import java.util.UUID;

/** Finds out who sends a request: the user of a genuine access token whose session is live. */
public record AuthenticateCaller(AccessTokens accessTokens, AccountLookup lookup) {
    /** @throws Refused {@code INVALID_TOKEN} when the token is not genuine or its session has ended */
    public Caller authenticate(String token) {
        return find(token).orElseThrow(() -> new Refused(Reason.INVALID_TOKEN));
    }

    /** Empty when the token is not genuine or its session has ended. */
    public Optional<Caller> find(String token) {
        return accessTokens
                .verify(token)
                .flatMap(claims -> lookup.signedIn(claims.accountId(), claims.sessionId())
                        .map(found -> new Caller(found, claims.sessionId())));
    }

    /** The session that a refused token was issued for. Empty when it is forged. */
    public Optional<UUID> sessionOfRefused(String token) {
        return accessTokens.issuedFor(token);
    }
}
