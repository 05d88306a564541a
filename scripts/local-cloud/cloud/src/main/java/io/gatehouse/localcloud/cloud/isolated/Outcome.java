package io.gatehouse.localcloud.cloud.isolated;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gatehouse.localcloud.cloud.runtime.Answer;
import java.time.Duration;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How an invocation ended, in the words of Lambda.
 *
 * @param functionError null if the handler returned
 */
@SuppressWarnings("ArrayRecordComponent") // a message passed on as it is, never compared
record Outcome(byte[] payload, @Nullable String functionError) {
    private static final JsonMapper JSON = new JsonMapper();

    static Outcome returned(byte[] payload) {
        return new Outcome(payload, null);
    }

    static Outcome failed(byte[] payload) {
        return new Outcome(payload, "Unhandled");
    }

    static Outcome failed(String errorType, String errorMessage) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("errorType", errorType);
        fields.put("errorMessage", errorMessage);
        try {
            return failed(JSON.writeValueAsBytes(fields));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Outcome timedOut(String requestId, Duration limit) {
        var message = "RequestId: %s Error: Task timed out after %d.%02d seconds"
                .formatted(requestId, limit.toSeconds(), limit.toMillisPart() / 10);
        return failed(Answer.TIMEOUT, message);
    }

    /** For an invocation that did not come to have a log. */
    Answer answer() {
        return new Answer(payload, functionError, "", Duration.ZERO);
    }
}
