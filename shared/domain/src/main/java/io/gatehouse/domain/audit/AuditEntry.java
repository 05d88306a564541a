package io.gatehouse.domain.audit;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to an account.
 *
 * @param subject the account's pseudonym
 * @param action the label of an {@link Action}
 * @param detail what else there is to say without naming anybody, for example a role; or null
 * @param origin where it came from (address and user agent), encrypted under the account's key; or null when an
 *     operator did it
 */
public record AuditEntry(
        UUID id,
        Instant at,
        UUID subject,
        String action,
        @Nullable String detail,
        byte @Nullable [] origin) {

    /** What happened. */
    public enum Action {
        REGISTERED,
        SIGNED_IN,
        SIGN_IN_FAILED,
        SIGNED_OUT,
        SESSION_ENDED,
        REFRESH_TOKEN_REUSED,
        PASSWORD_CHECK_FAILED,
        PASSWORD_CHANGED,
        PASSWORD_RESET,
        EMAIL_VERIFIED,
        EMAIL_CHANGE_REQUESTED,
        EMAIL_CHANGED,
        EXPORTED,
        DELETION_REQUESTED,
        ERASED,
        ROLE_GRANTED,
        ROLE_REVOKED,
        DISABLED,
        ENABLED;

        /** The action's name in the database. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
