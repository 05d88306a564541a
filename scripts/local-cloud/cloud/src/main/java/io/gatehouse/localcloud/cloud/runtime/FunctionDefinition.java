package io.gatehouse.localcloud.cloud.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * A function of the template. Its variables are asked for when it is first invoked; the JSON log level is empty if its
 * log is text. Memory bounds the heap of an execution environment; functions in one process share its memory.
 */
public record FunctionDefinition(
        String name,
        String handler,
        Path code,
        boolean packaged,
        Duration timeout,
        int memoryMegabytes,
        OptionalInt reservedConcurrency,
        boolean snapStart,
        Optional<String> jsonLogLevel,
        Supplier<Map<String, String>> environment) {
    /** Whether the class that the handler names is there. */
    public boolean hasHandler() {
        return bundle().has(Handlers.type(handler));
    }

    /** The same with other environment variables. */
    public FunctionDefinition with(Map<String, String> variables) {
        return new FunctionDefinition(
                name,
                handler,
                code,
                packaged,
                timeout,
                memoryMegabytes,
                reservedConcurrency,
                snapStart,
                jsonLogLevel,
                () -> variables);
    }

    /** @throws IllegalStateException if there is no code, with a message for a person */
    public Bundle bundle() {
        return Bundle.of(code, packaged);
    }
}
