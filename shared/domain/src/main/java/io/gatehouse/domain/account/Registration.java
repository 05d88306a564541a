package io.gatehouse.domain.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * A registration that becomes an account when the link mailed to its address is used.
 *
 * @param id also the id of the account that it becomes
 * @param expiresAt until then the link can be sent again, and its password answers a sign-in with "not verified"
 */
public record Registration(UUID id, EmailAddress email, Locale locale, Instant createdAt, Instant expiresAt) {
    public static final Duration LIFETIME = Duration.ofDays(7);

    public static Registration create(UUID id, EmailAddress email, Locale locale, Instant now) {
        return new Registration(id, email, locale, now, now.plus(LIFETIME));
    }

    /** The account that it becomes. */
    public Account account() {
        return Account.registered(id, email, locale, createdAt);
    }
}
