package io.gatehouse.domain;

/** A request that is well formed and that the rules refuse. Nothing has been changed. */
public final class Refused extends RuntimeException {

    /** Why; each has one answer in the HTTP contract. */
    public enum Reason {
        /** The address belongs to an account. */
        EMAIL_TAKEN,
        /** No account has this address and this password; which of the two is wrong is never said. */
        INVALID_CREDENTIALS,
        /** The password is right, and an operator has disabled the account. */
        ACCOUNT_DISABLED,
        /** The password is right, and the address has to be verified before the first sign-in. */
        EMAIL_NOT_VERIFIED,
        /** The password of whoever is signed in is not the one given. */
        WRONG_PASSWORD,
        /** The refresh token is malformed or forged, was used up, or its session has ended. */
        INVALID_REFRESH_TOKEN,
        /** The token of a mail is malformed, used up or too old, or what it was for has changed since. */
        INVALID_MAIL_TOKEN,
        /** The caller has no such session. */
        SESSION_NOT_FOUND,
        /** The token is malformed, forged or expired, or its session has ended. */
        INVALID_TOKEN,
        /** The caller is known and may not do this. */
        FORBIDDEN,
        /** There is no such account. */
        USER_NOT_FOUND,
        /** The idempotency key came with another request before. */
        IDEMPOTENCY_KEY_REUSED,
        /** The request with this idempotency key is being executed. */
        IDEMPOTENCY_IN_PROGRESS
    }

    private final Reason reason;

    public Refused(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
