package io.gatehouse.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gatehouse.domain.errors.Reason;
import java.util.List;

/** Thrown for a request that is answered by an error (RFC 9457). */
final class Problem extends RuntimeException {

    record FieldError(String field, String code, String message) {}

    /** The body of the answer. {@code error} repeats the title for clients of the first specification. */
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

    private final Reason reason;
    private final List<FieldError> errors;

    Problem(Reason reason) {
        this(reason, reason.explanation() + " " + reason.advice());
    }

    /** @param detail what is wrong with this request */
    Problem(Reason reason, String detail) {
        this(reason, detail, List.of());
    }

    private Problem(Reason reason, String detail, List<FieldError> errors) {
        super(detail, null, false, false);
        this.reason = reason;
        this.errors = errors;
    }

    static Problem invalid(List<FieldError> errors) {
        var fields = String.join(
                ", ", errors.stream().map(FieldError::field).distinct().toList());
        return new Problem(Reason.VALIDATION_FAILED, "Correct these fields: " + fields + ".", errors);
    }

    Reason reason() {
        return reason;
    }

    Response response(String requestId) {
        var status = status(reason.kind());
        var body = new Body(
                "/problems/" + reason.code(),
                reason.title(),
                status,
                String.valueOf(getMessage()),
                requestId,
                reason.code(),
                reason.title(),
                errors);
        return Response.of(status, "application/problem+json; charset=utf-8", Json.bytes(body));
    }

    static int status(Reason.Kind kind) {
        return switch (kind) {
            case MALFORMED -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case TOO_LARGE -> 413;
            case UNSUPPORTED -> 415;
            case MISMATCH -> 422;
            case TOO_MANY -> 429;
            case BUG -> 500;
            case UNAVAILABLE -> 503;
        };
    }
}
