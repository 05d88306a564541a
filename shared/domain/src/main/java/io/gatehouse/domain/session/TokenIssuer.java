package io.gatehouse.domain.session;

import io.gatehouse.domain.account.Account;
import java.time.Instant;

/** Issues what a session gives its client. */
public record TokenIssuer(AccessTokens accessTokens, RefreshTokens refreshTokens) {
    /** An access token, and the newest refresh token of a session that was opened or refreshed right now. */
    public SessionTokens issue(Account account, Session session) {
        return issue(account, session, session.counter(), session.refreshedAt());
    }

    /** An access token, and the session's refresh token with this counter. */
    public SessionTokens issue(Account account, Session session, long counter, Instant now) {
        return new SessionTokens(
                account,
                accessTokens.issue(account, session),
                refreshTokens.at(session, counter),
                session.secondsLeft(now));
    }
}
