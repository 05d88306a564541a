package io.gatehouse.localcloud.cloud.runtime;

import io.gatehouse.localcloud.services.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an invocation came to, in Lambda's words. {@code functionError} is null when the handler returned; otherwise the
 * payload is Lambda's {@code {errorMessage, errorType, stackTrace}}.
 */
@SuppressWarnings("ArrayRecordComponent") // a message passed on as it is, never compared
public record InvocationResult(byte[] payload, @Nullable String functionError, String logTail, Duration duration) {
    private static final String TIMED_OUT = "Sandbox.Timedout";
    private static final String THROTTLED = "TooManyRequestsException";
    private static final String UNHANDLED = "Unhandled";
    private static final String LOCAL_CLOUD = InvocationResult.class.getPackageName();

    public static InvocationResult returned(byte[] payload) {
        return new InvocationResult(payload, null, "", Duration.ZERO);
    }

    public static InvocationResult failed(byte[] payload) {
        return new InvocationResult(payload, UNHANDLED, "", Duration.ZERO);
    }

    public static InvocationResult failed(String errorType, @Nullable String errorMessage) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("errorMessage", Objects.requireNonNullElse(errorMessage, ""));
        fields.put("errorType", errorType);
        return failed(Json.bytes(fields));
    }

    /** Also prints the stack trace, up to where the handler was called, to the invocation's log. */
    @SuppressWarnings("CatchAndPrintStackTrace")
    static InvocationResult thrown(Throwable thrown) {
        var frames = Arrays.stream(thrown.getStackTrace())
                .takeWhile(frame -> !frame.getClassName().startsWith(LOCAL_CLOUD))
                .toArray(StackTraceElement[]::new);
        thrown.setStackTrace(frames);
        thrown.printStackTrace();
        var fields = new LinkedHashMap<String, Object>();
        fields.put("errorMessage", Objects.requireNonNullElse(thrown.getMessage(), ""));
        fields.put("errorType", thrown.getClass().getName());
        fields.put(
                "stackTrace",
                Arrays.stream(frames).map(StackTraceElement::toString).toList());
        return failed(Json.bytes(fields));
    }

    public static InvocationResult timedOut(String requestId, Duration limit) {
        var seconds = BigDecimal.valueOf(limit.toMillis() / 10, 2);
        var message = "RequestId: %s Error: Task timed out after %s seconds".formatted(requestId, seconds);
        return failed(TIMED_OUT, message);
    }

    /** The function already has as many requests as it may have at a time. */
    public static InvocationResult throttled() {
        var payload =
                "{\"Reason\":\"ReservedFunctionConcurrentInvocationLimitExceeded\",\"Type\":\"User\",\"message\":\"Rate Exceeded.\"}";
        return new InvocationResult(payload.getBytes(StandardCharsets.UTF_8), THROTTLED, "", Duration.ZERO);
    }

    public InvocationResult with(String log, Duration took) {
        return new InvocationResult(payload, functionError, log, took);
    }

    public boolean isThrottled() {
        return THROTTLED.equals(functionError);
    }

    public boolean isTimedOut() {
        return functionError != null && new String(payload, StandardCharsets.UTF_8).contains(TIMED_OUT);
    }

    /** The type and message of the error, for people. */
    public String error() {
        var error = Json.read(payload);
        return error.path("errorType").asText() + ": "
                + error.path("errorMessage").asText();
    }
}
