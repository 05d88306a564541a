package io.gatehouse.localcloud.cloud.runtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.localcloud.services.JsonCodec;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
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
        return failed(JsonCodec.bytes(fields(errorType, errorMessage)));
    }

    private static ObjectNode fields(String errorType, @Nullable String errorMessage) {
        return JsonCodec.object()
                .put("errorMessage", Objects.requireNonNullElse(errorMessage, ""))
                .put("errorType", errorType);
    }

    /** Also prints the stack trace, up to where the handler was called, to the invocation's log. */
    @SuppressWarnings("CatchAndPrintStackTrace")
    static InvocationResult thrown(Throwable thrown) {
        var frames = Arrays.stream(thrown.getStackTrace())
                .takeWhile(frame -> !frame.getClassName().startsWith(LOCAL_CLOUD))
                .toArray(StackTraceElement[]::new);
        thrown.setStackTrace(frames);
        thrown.printStackTrace();
        var fields = fields(thrown.getClass().getName(), thrown.getMessage());
        var stackTrace = fields.putArray("stackTrace");
        Arrays.stream(frames).map(StackTraceElement::toString).forEach(stackTrace::add);
        return failed(JsonCodec.bytes(fields));
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
        var error = JsonCodec.read(payload);
        return error.path("errorType").asText() + ": "
                + error.path("errorMessage").asText();
    }
}
