package io.gatehouse.localcloud.cloud.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * A function of the template.
 *
 * @param name by which Lambda knows it
 * @param handler {@code package.Class} or {@code package.Class::method}
 * @param code the folder with its classes and {@code lib/*.jar}, or a jar
 * @param packaged whether to run that as it is, and not what Maven assembles it from
 * @param timeout how long one invocation may take
 * @param memoryMegabytes bounds the heap of an execution environment; functions in one process share its memory
 * @param reservedConcurrency the most invocations at a time, if it is bounded
 * @param snapStart whether its environments begin from a snapshot
 * @param jsonLogLevel the least level of what it logs as JSON; empty if its log is text
 * @param environment the variables that the template gives it; asked for when the function is first invoked
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
    private static final Supplier<Map<String, String>> NO_VARIABLES = Map::of;

    /**
     * Whether the class that the handler names is there.
     *
     * @throws IllegalStateException if there is no code at all, with a message for a person
     */
    public boolean hasHandler() {
        return bundle().has(Handlers.type(handler));
    }

    /** The same with other environment variables. */
    public FunctionDefinition with(Map<String, String> variables) {
        return with(() -> variables);
    }

    private FunctionDefinition with(Supplier<Map<String, String>> variables) {
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
                variables);
    }

    /** All of it, the variables worked out: definitions that agree in that are one. */
    public List<Object> settings() {
        return List.of(with(NO_VARIABLES), environment.get());
    }

    /** @throws IllegalStateException if there is no code, with a message for a person */
    public Bundle bundle() {
        return Bundle.of(code, packaged);
    }
}
