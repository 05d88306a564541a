package io.gatehouse.web;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.session.AccessTokens;
import io.gatehouse.domain.session.AccountLookup;
import io.gatehouse.domain.session.Session;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** A service with one user, one session of theirs and one token for it. */
final class OneUser implements AccessTokens, AccountLookup {
    static final String TOKEN = "eyJ0eXAiOiJhdCtqd3QifQ.e30.Y2FuYXJ5";

    private static final Claims CLAIMS = new Claims(new UUID(0, 1), new UUID(0, 2));
    private static final Account ADA = Account.registered(
            CLAIMS.accountId(), EmailAddress.parse("ada@example.com"), Locale.ENGLISH, Instant.EPOCH);

    private boolean sessionLives = true;

    void endSession() {
        sessionLives = false;
    }

    @Override
    public Optional<Claims> verify(String token) {
        return token.equals(TOKEN) ? Optional.of(CLAIMS) : Optional.empty();
    }

    @Override
    public Optional<Found> signedIn(UUID accountId, UUID sessionId) {
        return sessionLives && sessionId.equals(CLAIMS.sessionId()) ? account(accountId) : Optional.empty();
    }

    @Override
    public Optional<Found> account(UUID id) {
        return Optional.of(new Found(ADA, true))
                .filter(found -> found.account().id().equals(id));
    }

    @Override
    public Issued issue(Account account, Session session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remember(Account account) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remember(Account account, Session session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean forget(UUID accountId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean forget(UUID accountId, UUID sessionId) {
        throw new UnsupportedOperationException();
    }
}
