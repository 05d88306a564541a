package io.gatehouse.domain.usecase;

import io.gatehouse.domain.Refused;
import io.gatehouse.domain.session.AccessTokens;
import io.gatehouse.domain.session.Directory;
import java.util.UUID;

/** Finds out who is calling: a genuine access token whose session still lives. */
public final class Authenticate {

    /**
     * The caller.
     *
     * @param found their account, with the rights that it has now, whatever the token says
     */
    public record Caller(Directory.Found found, UUID sessionId) {}

    private final AccessTokens tokens;
    private final Directory directory;

    public Authenticate(AccessTokens tokens, Directory directory) {
        this.tokens = tokens;
        this.directory = directory;
    }

    /** @throws Refused {@code INVALID_TOKEN} when the token is not genuine */
    public AccessTokens.Claims claims(String token) {
        return tokens.verify(token).orElseThrow(() -> new Refused(Refused.Reason.INVALID_TOKEN));
    }

    /** @throws Refused {@code INVALID_TOKEN} when the session has ended */
    public Caller caller(AccessTokens.Claims claims) {
        return directory
                .signedIn(claims.accountId(), claims.sessionId())
                .map(found -> new Caller(found, claims.sessionId()))
                .orElseThrow(() -> new Refused(Refused.Reason.INVALID_TOKEN));
    }
}
