package io.gatehouse.web;

import java.util.Locale;

/** Every error code of the HTTP contract, with its status and title. Names are stable: clients branch on them. */
public enum ProblemType {
    INVALID_JSON(400, "The body is not valid JSON"),
    VALIDATION_FAILED(400, "The request has invalid fields"),
    INVALID_OR_EXPIRED_TOKEN(400, "The token is not valid"),
    MISSING_TOKEN(401, "An access token is needed"),
    INVALID_TOKEN(401, "The access token is not valid"),
    INVALID_REFRESH_TOKEN(401, "The refresh token is not valid"),
    INVALID_CREDENTIALS(401, "Wrong e-mail address or password"),
    FORBIDDEN(403, "This is not allowed"),
    WRONG_PASSWORD(403, "Wrong password"),
    ACCOUNT_DISABLED(403, "The account is disabled"),
    EMAIL_NOT_VERIFIED(403, "The e-mail address is not verified"),
    USER_NOT_FOUND(404, "There is no such user"),
    SESSION_NOT_FOUND(404, "There is no such session"),
    EMAIL_TAKEN(409, "The e-mail address is taken"),
    IDEMPOTENCY_IN_PROGRESS(409, "The request is still being executed"),
    BODY_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body has to be JSON"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key belongs to another request"),
    RATE_LIMITED(429, "Too many requests"),
    INTERNAL(500, "Internal error"),
    UNAVAILABLE(503, "Temporarily unavailable");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The code on the wire. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
