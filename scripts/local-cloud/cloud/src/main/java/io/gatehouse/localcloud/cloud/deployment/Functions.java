package io.gatehouse.localcloud.cloud.deployment;

import io.gatehouse.localcloud.cloud.console.Recorder;
import io.gatehouse.localcloud.cloud.http.LambdaApi;
import io.gatehouse.localcloud.cloud.runtime.AsynchronousInvoker;
import io.gatehouse.localcloud.cloud.runtime.FunctionDefinition;
import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import io.gatehouse.localcloud.cloud.runtime.Invoker;
import io.gatehouse.localcloud.cloud.runtime.RunningFunction;
import io.gatehouse.localcloud.cloud.template.Properties;
import io.gatehouse.localcloud.cloud.template.Resource;
import io.gatehouse.localcloud.cloud.template.Stack;
import io.gatehouse.localcloud.services.LocalCloudException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The functions of one version of the template. One that the version before has, too, goes on running; its definition
 * may be another.
 */
final class Functions {
    /** In seconds and megabytes. */
    static final int DEFAULT_TIMEOUT = 3;

    static final int DEFAULT_MEMORY = 128;

    private final Settings settings;
    private final Map<String, Deployed> all = new LinkedHashMap<>();

    /**
     * What holds for the functions of all versions.
     *
     * @param folder the one that each {@code CodeUri} is relative to
     * @param packaged whether to run the bundles as they are deployed
     * @param runner how to run a function
     * @param localised what a function gets of the variables that the template gives it; asked for when it is first
     *     invoked
     * @param recorder that is to know of all invocations
     */
    record Settings(
            Path folder,
            boolean packaged,
            Function<FunctionDefinition, RunningFunction> runner,
            UnaryOperator<Map<String, String>> localised,
            Recorder recorder) {}

    /**
     * @param recorded what is to be invoked
     * @param asDefined the same, but by this definition even if another is still in force
     */
    private record Deployed(
            FunctionDefinition definition, int retries, RunningFunction running, Invoker recorded, Invoker asDefined) {}

    private Functions(Settings settings) {
        this.settings = settings;
    }

    static Functions none(Settings settings) {
        return new Functions(settings);
    }

    /** Those of another version of the template, checked. What runs goes on as it is until {@link #replace}. */
    Functions changedTo(Stack stack) {
        var changed = new Functions(settings);
        stack.resources(Resource.FUNCTION).forEach(resource -> {
            var definition = definition(resource);
            checkCode(resource.properties(), definition);
            changed.all.put(resource.id(), deployed(resource, definition));
        });
        return changed;
    }

    private Deployed deployed(Resource resource, FunctionDefinition definition) {
        var present = all.get(resource.id());
        var retries = retries(resource);
        if (present != null) {
            return new Deployed(
                    definition, retries, present.running(), present.recorded(), event -> once(definition, event));
        }
        var running = settings.runner().apply(definition);
        var recorded = settings.recorder().record(resource.id(), running);
        return new Deployed(definition, retries, running, recorded, recorded);
    }

    private InvocationResult once(FunctionDefinition definition, byte[] event) {
        var function = settings.runner().apply(definition);
        try {
            return function.invoke(event);
        } finally {
            function.retire();
        }
    }

    /** How often a failed asynchronous invocation is tried again. */
    static int retries(Resource function) {
        return function.properties()
                .nested("EventInvokeConfig")
                .number("MaximumRetryAttempts", AsynchronousInvoker.RETRIES);
    }

    /** The {@code FunctionName}, or the logical id where there is none. */
    static String name(Resource resource) {
        return resource.properties().text("FunctionName").orElse(resource.id());
    }

    private FunctionDefinition definition(Resource resource) {
        var properties = resource.properties();
        var runtime = properties.text("Runtime").orElse("java");
        if (!runtime.startsWith("java")) {
            throw properties.wrong("Runtime", "is %s; the local cloud runs Java functions only".formatted(runtime));
        }
        Supplier<Map<String, String>> environment = () ->
                settings.localised().apply(properties.nested("Environment").textMap("Variables"));
        return new FunctionDefinition(
                name(resource),
                properties.requiredText("Handler"),
                settings.folder()
                        .resolve(properties.requiredText("CodeUri"))
                        .toAbsolutePath()
                        .normalize(),
                settings.packaged(),
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

    /**
     * Puts the definitions here in force that are not those of the version before.
     *
     * @throws LocalCloudException if a function's variables cannot be worked out; all go on as they are then
     */
    void replace(Functions before) {
        var changed = all.entrySet().stream()
                .filter(function -> hasChanged(before.all.get(function.getKey()), function.getValue()))
                .map(Map.Entry::getValue)
                .toList();
        changed.forEach(function -> function.running().define(function.definition()));
    }

    private static boolean hasChanged(@Nullable Deployed before, Deployed now) {
        var settings = now.definition().settings();
        try {
            return before == null || !settings.equals(before.definition().settings());
        } catch (LocalCloudException brokenBefore) {
            return true;
        }
    }

    /** Retires those that the version after has no more. */
    void retireBut(Functions after) {
        all.forEach((id, function) -> {
            if (!after.all.containsKey(id)) {
                function.running().retire();
            }
        });
    }

    /** By logical id, in the template's order. */
    Map<String, Invoker> byId() {
        var byId = new LinkedHashMap<String, Invoker>();
        all.forEach((id, function) -> byId.put(id, function.recorded()));
        return Collections.unmodifiableMap(byId);
    }

    /** Likewise. */
    Map<String, FunctionDefinition> definitions() {
        var definitions = new LinkedHashMap<String, FunctionDefinition>();
        all.forEach((id, function) -> definitions.put(id, function.definition()));
        return Collections.unmodifiableMap(definitions);
    }

    /** @param name logical id or name, or another's */
    Optional<LambdaApi.Target> target(String name) {
        return find(name)
                .map(function -> new LambdaApi.Target(function.definition(), function.recorded(), function.retries()));
    }

    /** As {@link #target}, but by this version's definition even if another is still in force. */
    Optional<Invoker> asDefined(String name) {
        return find(name).map(Deployed::asDefined);
    }

    private Optional<Deployed> find(String name) {
        return Optional.ofNullable(all.get(name))
                .or(() -> all.values().stream()
                        .filter(function -> function.definition().name().equals(name))
                        .findFirst());
    }
}
