package io.gatehouse.localcloud.cloud.runtime;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replaces {@code System.getenv} in a function's classes; each {@link FunctionLoader} defines its own copy. */
public final class FunctionEnvironment {
    private static final Map<String, String> VARIABLES = variables();

    private FunctionEnvironment() {}

    private static Map<String, String> variables() {
        return FunctionEnvironment.class.getClassLoader() instanceof FunctionLoader loader
                ? loader.variables()
                : Map.of();
    }

    /** {@link System#getenv()}. */
    public static Map<String, String> getenv() {
        return VARIABLES;
    }

    /** {@link System#getenv(String)}. */
    public static @Nullable String getenv(String name) {
        return VARIABLES.get(name);
    }
}
