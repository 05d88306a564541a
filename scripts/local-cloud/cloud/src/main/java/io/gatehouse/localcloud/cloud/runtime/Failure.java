package io.gatehouse.localcloud.cloud.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Why a handler gave no answer, in the words of Lambda's Java runtime. */
record Failure(
        @Nullable String errorMessage,
        String errorType,
        @Nullable List<String> stackTrace) {
    private static final String LOCAL_CLOUD = Failure.class.getPackageName();
    private static final JsonMapper JSON = new JsonMapper();

    /** Also prints the stack trace, up to where the handler was called, to the invocation's log. */
    @SuppressWarnings("CatchAndPrintStackTrace")
    static Failure of(Throwable thrown) {
        var frames = Arrays.stream(thrown.getStackTrace())
                .takeWhile(frame -> !frame.getClassName().startsWith(LOCAL_CLOUD))
                .toArray(StackTraceElement[]::new);
        thrown.setStackTrace(frames);
        thrown.printStackTrace();
        var stackTrace = Arrays.stream(frames).map(StackTraceElement::toString).toList();
        return new Failure(thrown.getMessage(), thrown.getClass().getName(), stackTrace);
    }

    static Failure timeout(Duration limit) {
        var message = "Task timed out after %d.%02d seconds".formatted(limit.toSeconds(), limit.toMillisPart() / 10);
        System.out.println(message);
        return new Failure(message, Answer.TIMEOUT, null);
    }

    Answer answer(Invocation invocation, InvocationLog log) {
        return invocation.answer(payload(), "Unhandled", log);
    }

    private byte[] payload() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("errorMessage", Objects.requireNonNullElse(errorMessage, ""));
        fields.put("errorType", errorType);
        if (stackTrace != null) {
            fields.put("stackTrace", stackTrace);
        }
        try {
            return JSON.writeValueAsBytes(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
