package io.gatehouse.domain.session;

import io.gatehouse.domain.account.Account;
import java.util.UUID;

/**
 * The user who sends a request, by the access token of a live session. Their roles are those of now, whatever it says.
 */
public record Caller(AccountLookup.Found found, UUID sessionId) {

    public Account account() {
        return found.account();
    }

    public UUID accountId() {
        return found.account().id();
    }
}
