package io.gatehouse.domain.session;

import io.gatehouse.domain.account.Account;
import java.util.UUID;

/**
 * The user who sends a request, by the access token of a live session.
 *
 * @param found their account, with the roles that it has now, whatever the token says
 */
public record Caller(AccountLookup.Found found, UUID sessionId) {

    public Account account() {
        return found.account();
    }

    public UUID accountId() {
        return found.account().id();
    }
}
