package io.gatehouse.localcloud.cloud.runtime;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an invocation came to.
 *
 * @param payload the JSON that the handler returned, or Lambda's {@code {errorMessage, errorType, stackTrace}}
 * @param functionError {@code Unhandled} when the handler threw, could not be created or ran into its time limit;
 *     {@code TooManyRequestsException} when it was not asked; otherwise null
 * @param logTail what the invocation printed, its last 4 KiB, ending with Lambda's {@code REPORT} line
 * @param duration from the call of the handler to its end
 */
@SuppressWarnings("ArrayRecordComponent") // a message passed on as it is, never compared
public record Answer(byte[] payload, @Nullable String functionError, String logTail, Duration duration) {
    public static final String TIMEOUT = "Sandbox.Timedout";

    private static final String THROTTLED = "TooManyRequestsException";

    /** That the function has as many requests as it may have at a time, and was not asked. */
    public static Answer throttled() {
        var payload =
                "{\"Reason\":\"ReservedFunctionConcurrentInvocationLimitExceeded\",\"Type\":\"User\",\"message\":\"Rate Exceeded.\"}";
        return new Answer(payload.getBytes(StandardCharsets.UTF_8), THROTTLED, "", Duration.ZERO);
    }

    /** Whether the function was not asked, for it has as many requests as it may have at a time. */
    public boolean isThrottled() {
        return THROTTLED.equals(functionError);
    }

    /** Whether the function ran into its time limit. */
    public boolean timedOut() {
        return functionError != null && new String(payload, StandardCharsets.UTF_8).contains(TIMEOUT);
    }
}
