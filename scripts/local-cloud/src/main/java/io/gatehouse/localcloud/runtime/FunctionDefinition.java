package io.gatehouse.localcloud.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A function of the template.
 *
 * @param name by which Lambda knows it
 * @param handler {@code package.Class} or {@code package.Class::method}
 * @param code the folder with its classes and {@code lib/*.jar}, or a jar
 * @param timeout how long one invocation may take
 * @param memoryMegabytes only reported: functions in one process share its memory
 * @param environment the variables that the template gives it; asked for when the function is first invoked
 */
public record FunctionDefinition(
        String name,
        String handler,
        Path code,
        Duration timeout,
        int memoryMegabytes,
        Supplier<Map<String, String>> environment) {}
