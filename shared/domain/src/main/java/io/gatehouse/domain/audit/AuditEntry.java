package io.gatehouse.domain.audit;

import io.gatehouse.domain.basics.Labelled;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event in the story of an account.
 *
 * @param subject the account's pseudonym, or the keyed hash of an address without an account
 * @param action the label of an {@link Action}
 * @param actor who did it
 * @param actorId the pseudonym of the account that did it; null when no account did
 * @param detail more about the event that identifies nobody, for example a role; or null
 * @param origin IP address and user agent, encrypted under the key of the account that did it; null without a client
 */
public record AuditEntry(
        UUID id,
        Instant at,
        UUID subject,
        String action,
        Actor.Kind actor,
        @Nullable UUID actorId,
        @Nullable String detail,
        byte @Nullable [] origin) {

    public enum Action implements Labelled {
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
        LOOKED_UP,
        MAIL_REQUESTED,
        EXPORTED,
        DELETION_REQUESTED,
        ERASED,
        ROLE_GRANTED,
        ROLE_REVOKED,
        DISABLED,
        ENABLED;

        /**
         * Whether it is an attempt that failed. Anybody can make such attempts, as many as they like, so their entries
         * expire.
         */
        public boolean expires() {
            return this == SIGN_IN_FAILED || this == PASSWORD_CHECK_FAILED;
        }
    }
}
