package io.gatehouse.domain.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * What becomes an account when the link that was mailed to its address is used.
 *
 * @param passwordHash a PHC string
 * @param expiresAt until when its owner may sign in to hear that the address is to be verified, and may have the link
 *     sent again
 */
public record Registration(
        UUID id, EmailAddress email, String passwordHash, Locale locale, Instant createdAt, Instant expiresAt) {
    public static final Duration LIFETIME = Duration.ofDays(7);

    public static Registration of(UUID id, EmailAddress email, String passwordHash, Locale locale, Instant now) {
        return new Registration(id, email, passwordHash, locale, now, now.plus(LIFETIME));
    }

    /** The account that it is to become; they share an id. */
    public Account account() {
        return Account.registered(id, email, locale, createdAt);
    }

    /** Never shows the hash. */
    @Override
    public String toString() {
        return "Registration[" + id + "]";
    }
}
