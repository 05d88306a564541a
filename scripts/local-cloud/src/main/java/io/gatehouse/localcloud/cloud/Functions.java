package io.gatehouse.localcloud.cloud;

import io.gatehouse.localcloud.console.Recorder;
import io.gatehouse.localcloud.runtime.FunctionDefinition;
import io.gatehouse.localcloud.runtime.Invoker;
import io.gatehouse.localcloud.template.Properties;
import io.gatehouse.localcloud.template.Resource;
import io.gatehouse.localcloud.template.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The template's functions. */
final class Functions {
    /** In seconds and megabytes. */
    static final int DEFAULT_TIMEOUT = 3;

    static final int DEFAULT_MEMORY = 128;

    private final Map<String, Invoker> byId = new LinkedHashMap<>();
    private final Map<String, Invoker> byName = new HashMap<>();
    private final Map<String, FunctionDefinition> definitions = new LinkedHashMap<>();

    /**
     * @param folder the one that each {@code CodeUri} is relative to
     * @param packaged whether to run the bundles as they are deployed
     * @param runner how to run a function
     * @param localised what a function gets of the variables that the template gives it; asked for when it is first
     *     invoked
     * @param recorder that is to know of all invocations
     */
    Functions(
            Stack stack,
            Path folder,
            boolean packaged,
            Function<FunctionDefinition, Invoker> runner,
            UnaryOperator<Map<String, String>> localised,
            Recorder recorder) {
        stack.resources(Resource.FUNCTION).forEach(resource -> {
            var definition = definition(resource, folder, packaged, localised);
            checkCode(resource.properties(), definition);
            var function = recorder.record(resource.id(), runner.apply(definition));
            byId.put(resource.id(), function);
            definitions.put(resource.id(), definition);
            byName.put(name(resource), function);
        });
    }

    /** The {@code FunctionName}, or the logical id where there is none. */
    static String name(Resource resource) {
        return resource.properties().text("FunctionName").orElse(resource.id());
    }

    private static FunctionDefinition definition(
            Resource resource, Path folder, boolean packaged, UnaryOperator<Map<String, String>> localised) {
        var properties = resource.properties();
        var runtime = properties.text("Runtime").orElse("java");
        if (!runtime.startsWith("java")) {
            throw properties.wrong("Runtime", "is %s; the local cloud runs Java functions only".formatted(runtime));
        }
        Supplier<Map<String, String>> environment =
                () -> localised.apply(properties.nested("Environment").textMap("Variables"));
        return new FunctionDefinition(
                name(resource),
                properties.requiredText("Handler"),
                folder.resolve(properties.requiredText("CodeUri"))
                        .toAbsolutePath()
                        .normalize(),
                packaged,
                Duration.ofSeconds(properties.number("Timeout", DEFAULT_TIMEOUT)),
                properties.number("MemorySize", DEFAULT_MEMORY),
                reservedConcurrency(properties),
                properties.nested("SnapStart").text("ApplyOn").orElse("").equals("PublishedVersions"),
                jsonLogLevel(properties.nested("LoggingConfig")),
                environment);
    }

    private static Optional<String> jsonLogLevel(Properties logging) {
        return switch (logging.text("LogFormat").orElse("Text")) {
            case "Text" -> Optional.empty();
            case "JSON" -> logging.text("ApplicationLogLevel").or(() -> Optional.of("INFO"));
            case String other -> throw logging.wrong("LogFormat", "must be JSON or Text, not " + other);
        };
    }

    private static OptionalInt reservedConcurrency(Properties properties) {
        var name = "ReservedConcurrentExecutions";
        return properties.text(name).isPresent() ? OptionalInt.of(properties.number(name, 0)) : OptionalInt.empty();
    }

    private static void checkCode(Properties properties, FunctionDefinition function) {
        try {
            if (!function.hasHandler()) {
                throw properties.wrong(
                        "Handler",
                        "is %s, which is no class in %s: correct it, or compile"
                                .formatted(function.handler(), properties.requiredText("CodeUri")));
            }
        } catch (IllegalStateException e) {
            throw properties.wrong("CodeUri", "leads to nothing: correct it, or build it first");
        }
    }

    /** By logical id, in the template's order. */
    Map<String, Invoker> byId() {
        return Collections.unmodifiableMap(byId);
    }

    /** Likewise. */
    Map<String, FunctionDefinition> definitions() {
        return Collections.unmodifiableMap(definitions);
    }

    /** By logical id or by name. */
    Map<String, FunctionDefinition> definitionsByAnyName() {
        var all = new HashMap<>(definitions);
        definitions.values().forEach(definition -> all.putIfAbsent(definition.name(), definition));
        return all;
    }

    /** By logical id or by name. */
    Map<String, Invoker> byAnyName() {
        var all = new HashMap<>(byName);
        all.putAll(byId);
        return all;
    }
}
