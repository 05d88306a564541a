package io.gatehouse.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gatehouse.domain.Refused;
import java.util.List;

/** A request that is answered by an error, as RFC 9457 has it. */
final class Problem extends RuntimeException {

    /** One field that is wrong. */
    record FieldError(String field, String code, String message) {}

    /** What stands in the answer's body. {@code error} repeats the title for clients of the first specification. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Body(
            String type,
            String title,
            int status,
            String detail,
            String instance,
            String code,
            String error,
            List<FieldError> errors) {}

    private final ProblemType type;
    private final List<FieldError> errors;

    Problem(ProblemType type, String detail) {
        this(type, detail, List.of());
    }

    private Problem(ProblemType type, String detail, List<FieldError> errors) {
        super(detail, null, false, false);
        this.type = type;
        this.errors = errors;
    }

    static Problem invalid(List<FieldError> errors) {
        var fields = String.join(
                ", ", errors.stream().map(FieldError::field).distinct().toList());
        return new Problem(ProblemType.VALIDATION_FAILED, "See errors for what to change: " + fields + ".", errors);
    }

    static Problem of(Refused.Reason reason) {
        return switch (reason) {
            case EMAIL_TAKEN ->
                new Problem(ProblemType.EMAIL_TAKEN, "Another account has this address; sign in instead.");
            case INVALID_CREDENTIALS ->
                new Problem(ProblemType.INVALID_CREDENTIALS, "No account has this address and this password.");
            case ACCOUNT_DISABLED ->
                new Problem(ProblemType.ACCOUNT_DISABLED, "An administrator has disabled this account.");
            case EMAIL_NOT_VERIFIED ->
                new Problem(ProblemType.EMAIL_NOT_VERIFIED, "Follow the link in the mail that was sent to it.");
            case INVALID_TOKEN ->
                new Problem(ProblemType.INVALID_TOKEN, "It is malformed, expired or revoked; sign in again.");
            case FORBIDDEN -> new Problem(ProblemType.FORBIDDEN, "The account lacks the right to do this.");
            case WRONG_PASSWORD -> new Problem(ProblemType.WRONG_PASSWORD, "It is not this account's password.");
            case INVALID_REFRESH_TOKEN ->
                new Problem(
                        ProblemType.INVALID_REFRESH_TOKEN,
                        "It is malformed, used up, expired or revoked; sign in again.");
            case INVALID_MAIL_TOKEN ->
                new Problem(
                        ProblemType.INVALID_OR_EXPIRED_TOKEN,
                        "It is malformed, used up or too old; ask for another mail.");
            case SESSION_NOT_FOUND -> new Problem(ProblemType.SESSION_NOT_FOUND, "You have no session with this id.");
            case USER_NOT_FOUND -> new Problem(ProblemType.USER_NOT_FOUND, "No user has this id.");
            case IDEMPOTENCY_KEY_REUSED ->
                new Problem(
                        ProblemType.IDEMPOTENCY_KEY_REUSED, "Another request had this key; give each request its own.");
            case IDEMPOTENCY_IN_PROGRESS ->
                new Problem(ProblemType.IDEMPOTENCY_IN_PROGRESS, "Send it again in a moment to get its answer.");
        };
    }

    ProblemType type() {
        return type;
    }

    Response response(String requestId) {
        var body = new Body(
                "/problems/" + type.code(),
                type.title(),
                type.status(),
                String.valueOf(getMessage()),
                requestId,
                type.code(),
                type.title(),
                errors);
        return Response.of(type.status(), "application/problem+json; charset=utf-8", Json.bytes(body));
    }
}
