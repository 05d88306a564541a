package io.gatehouse.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gatehouse.domain.errors.Reason;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    private final Map<String, String> headers;

    Problem(Reason reason) {
        this(reason, reason.explanation() + " " + reason.advice());
    }

    /** @param detail what is wrong with this request */
    Problem(Reason reason, String detail) {
        this(reason, detail, List.of(), Map.of());
    }

    private Problem(Reason reason, String detail, List<FieldError> errors, Map<String, String> headers) {
        super(detail, null, false, false);
        this.reason = reason;
        this.errors = errors;
        this.headers = headers;
    }

    static Problem invalid(List<FieldError> errors) {
        var fields = String.join(
                ", ", errors.stream().map(FieldError::field).distinct().toList());
        return new Problem(Reason.VALIDATION_FAILED, "Correct these fields: " + fields + ".", errors, Map.of());
    }

    /** The same problem, answered with one more header. */
    Problem with(String header, String value) {
        var more = new HashMap<>(headers);
        more.put(header, value);
        return new Problem(reason, String.valueOf(getMessage()), errors, Map.copyOf(more));
    }

    Reason reason() {
        return reason;
    }

    /** @param issuer where the page about the problem is */
    Response response(URI issuer, String requestId) {
        var status = status(reason.kind());
        var body = new Body(
                issuer + "/problems/" + reason.code(),
                reason.title(),
                status,
                String.valueOf(getMessage()),
                requestId,
                reason.code(),
                reason.title(),
                errors);
        return new Response(status, Json.bytes(body), allHeaders());
    }

    private Map<String, String> allHeaders() {
        var all = new HashMap<>(headers);
        all.put("Content-Type", "application/problem+json; charset=utf-8");
        if (reason.kind() == Reason.Kind.UNAUTHENTICATED) {
            all.put("WWW-Authenticate", challenge());
        }
        return Map.copyOf(all);
    }

    /** Every 401 has one (RFC 9110, section 15.5.2); only a token that was sent is called invalid (RFC 6750). */
    private String challenge() {
        var challenge = "Bearer realm=\"gatehouse\"";
        return reason == Reason.INVALID_TOKEN
                ? challenge + ", error=\"invalid_token\", error_description=\"malformed, expired or revoked\""
                : challenge;
    }

    static int status(Reason.Kind kind) {
        return switch (kind) {
            case MALFORMED -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case PRECONDITION -> 412;
            case TOO_LARGE -> 413;
            case UNSUPPORTED -> 415;
            case MISMATCH -> 422;
            case TOO_MANY -> 429;
            case BUG -> 500;
            case UNAVAILABLE -> 503;
        };
    }
}
