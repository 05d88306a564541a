package io.gatehouse.domain.errors;

import java.util.Locale;

/**
 * Every reason for which a request is not answered as asked: its code, what a client is told and what it can do. The
 * names are stable, because clients branch on them. The pages about problems are made from this list.
 */
public enum Reason {
    INVALID_HEADER(
            Kind.MALFORMED,
            "A header has more than one value",
            "Authorization, Content-Type or Idempotency-Key was sent twice or has a comma in it.",
            "Send each of them once, with one value."),
    INVALID_JSON(
            Kind.MALFORMED,
            "The body is not valid JSON",
            "The body is not one JSON object: it is malformed, not UTF-8, names a field twice, has text after its end or nests deeper than 16 levels.",
            "Send one object, written by a JSON library."),
    VALIDATION_FAILED(
            Kind.MALFORMED,
            "The request has invalid fields",
            "Fields are missing, unknown, of the wrong type or invalid.",
            "Correct the fields that errors lists; each has a code of its own."),
    INVALID_OR_EXPIRED_TOKEN(
            Kind.MALFORMED,
            "The token is not valid",
            "The token of the mail is malformed, used or expired, or the account has changed since it was sent.",
            "Ask for another mail."),
    MISSING_TOKEN(
            Kind.UNAUTHENTICATED,
            "An access token is needed",
            "The request has no access token in its Authorization header.",
            "Sign in and send Authorization: Bearer followed by the token."),
    INVALID_TOKEN(
            Kind.UNAUTHENTICATED,
            "The access token is not valid",
            "The token is malformed, forged or expired, or its session has ended.",
            "Sign in again."),
    INVALID_REFRESH_TOKEN(
            Kind.UNAUTHENTICATED,
            "The refresh token is not valid",
            "The token is malformed, forged, used or expired, or its session has ended.",
            "Sign in again."),
    INVALID_CREDENTIALS(
            Kind.UNAUTHENTICATED,
            "Wrong e-mail address or password",
            "No account has this address and this password. The answer never says which of the two is wrong.",
            "Let the user try again or reset the password."),
    FORBIDDEN(
            Kind.FORBIDDEN,
            "This is not allowed",
            "The account does not have the role that this request needs.",
            "Ask an operator for the role."),
    WRONG_PASSWORD(
            Kind.FORBIDDEN,
            "Wrong password",
            "This is not the password of the account.",
            "Let the user try again. An account without a password gets one by password/forgot. A link of a mail is no longer valid after five wrong passwords."),
    PROOF_REQUIRED(
            Kind.FORBIDDEN,
            "The link needs a password as well",
            "The link shows who reads the mailbox, but not who registered the account.",
            "Send the password with the token, or the access token of the account. Those who did not register choose a password by password/forgot, and the account is theirs alone."),
    ACCOUNT_DISABLED(
            Kind.FORBIDDEN,
            "The account is disabled",
            "The password is right, but an operator has disabled the account.",
            "Ask an operator."),
    EMAIL_NOT_VERIFIED(
            Kind.FORBIDDEN,
            "The e-mail address is not verified",
            "The password is right, but the address must be verified before the first sign-in.",
            "Follow the link in the mail; email/resend sends another."),
    NOT_FOUND(Kind.NOT_FOUND, "There is nothing here", "Nothing is published under this path.", "Check the path."),
    USER_NOT_FOUND(Kind.NOT_FOUND, "There is no such user", "No user has this id.", "Check the id."),
    SESSION_NOT_FOUND(
            Kind.NOT_FOUND,
            "There is no such session",
            "The caller has no live session with this id.",
            "List the sessions again."),
    EMAIL_TAKEN(
            Kind.CONFLICT,
            "The e-mail address is taken",
            "Another account has this address.",
            "Offer to sign in or to reset the password."),
    IDEMPOTENCY_IN_PROGRESS(
            Kind.CONFLICT,
            "The request is still running",
            "An earlier request with this Idempotency-Key has not been answered yet.",
            "Repeat the request in a moment. If the server died meanwhile, the key is free after 30 seconds."),
    PRECONDITION_FAILED(
            Kind.PRECONDITION,
            "The record has changed",
            "The record is not in the version that If-Match names. Nothing was changed.",
            "Read the record again, and send the change with its new ETag."),
    BODY_TOO_LARGE(Kind.TOO_LARGE, "The body is too large", "The body has more than 16 KiB.", "Send less."),
    UNSUPPORTED_MEDIA_TYPE(
            Kind.UNSUPPORTED,
            "The body must be JSON",
            "The Content-Type is not application/json in UTF-8, or the body has a Content-Encoding.",
            "Set Content-Type: application/json, and send the body as it is."),
    IDEMPOTENCY_KEY_REUSED(
            Kind.MISMATCH,
            "The idempotency key belongs to another request",
            "The Idempotency-Key came with another body in the last 24 hours.",
            "Use a new key for each request, and repeat a request byte for byte."),
    RATE_LIMITED(
            Kind.TOO_MANY,
            "Too many requests",
            "This address or user has sent too many requests or wrong passwords.",
            "Wait for the number of seconds that Retry-After names."),
    INTERNAL(
            Kind.BUG,
            "Internal error",
            "This is a bug in the service.",
            "Report it together with the request id in instance."),
    UNAVAILABLE(
            Kind.UNAVAILABLE,
            "Temporarily unavailable",
            "A system that the answer depends on does not answer.",
            "Try again after the number of seconds that Retry-After names.");

    /** What a client can conclude without knowing the reason. */
    public enum Kind {
        MALFORMED,
        UNAUTHENTICATED,
        FORBIDDEN,
        NOT_FOUND,
        CONFLICT,
        /** The record is not in the version that the request is about. */
        PRECONDITION,
        TOO_LARGE,
        UNSUPPORTED,
        /** The request contradicts an earlier one. */
        MISMATCH,
        TOO_MANY,
        BUG,
        UNAVAILABLE
    }

    private final Kind kind;
    private final String title;
    private final String explanation;
    private final String advice;

    Reason(Kind kind, String title, String explanation, String advice) {
        this.kind = kind;
        this.title = title;
        this.explanation = explanation;
        this.advice = advice;
    }

    public Kind kind() {
        return kind;
    }

    /** A few words, without a full stop. */
    public String title() {
        return title;
    }

    /** What is wrong, in one or two sentences. */
    public String explanation() {
        return explanation;
    }

    /** What the client can do, in one or two sentences. */
    public String advice() {
        return advice;
    }

    /** The reason's name in the HTTP contract. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
