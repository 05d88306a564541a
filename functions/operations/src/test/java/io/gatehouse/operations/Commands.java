package io.gatehouse.operations;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.gatehouse.web.testing.Events;
import io.gatehouse.web.testing.LambdaContext;
import java.util.Map;

/** Runs commands of operators. */
final class Commands {
    private Commands() {}

    /** @param name of a file in {@code events/}, without its extension */
    @SuppressWarnings("unchecked") // these files have texts only
    static Map<String, String> event(String name) {
        return Events.read(name, Map.class);
    }

    static Map<String, Object> run(
            RequestHandler<Map<String, String>, Map<String, Object>> function, Map<String, String> command) {
        return function.handleRequest(command, new LambdaContext());
    }

    /** @param part of the message, which the domain words */
    static void assertRefused(
            RequestHandler<Map<String, String>, Map<String, Object>> function,
            Map<String, String> command,
            String part) {
        assertThatThrownBy(() -> run(function, command))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(part);
    }
}
