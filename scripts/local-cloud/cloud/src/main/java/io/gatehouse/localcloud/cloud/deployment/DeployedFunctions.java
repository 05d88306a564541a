package io.gatehouse.localcloud.cloud.deployment;

import io.gatehouse.localcloud.cloud.console.FunctionsPart;
import io.gatehouse.localcloud.cloud.console.Recorder;
import io.gatehouse.localcloud.cloud.http.LambdaApi;
import io.gatehouse.localcloud.cloud.runtime.AsynchronousInvoker;
import io.gatehouse.localcloud.cloud.runtime.FunctionDefinition;
import io.gatehouse.localcloud.cloud.runtime.Invoker;
import io.gatehouse.localcloud.cloud.template.Properties;
import io.gatehouse.localcloud.cloud.template.Resource;
import io.gatehouse.localcloud.cloud.template.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The functions of a template. */
final class DeployedFunctions {
    /** In seconds and megabytes. */
    static final int DEFAULT_TIMEOUT = 3;

    static final int DEFAULT_MEMORY = 128;

    private final Settings settings;
    private final Map<String, Deployed> all = new LinkedHashMap<>();

    /** How functions run; {@code localised} leads their variables to this cloud, and is asked at first use. */
    record Settings(
            Path folder,
            boolean packaged,
            Function<FunctionDefinition, Invoker> runner,
            UnaryOperator<Map<String, String>> localised,
            Recorder recorder) {}

    private record Deployed(Resource resource, LambdaApi.Target target) {}

    DeployedFunctions(Stack stack, Settings settings) {
        this.settings = settings;
        stack.resources(Resource.FUNCTION).forEach(resource -> {
            var definition = definition(resource);
            checkCode(resource.properties(), definition);
            var invoker =
                    settings.recorder().record(resource.id(), settings.runner().apply(definition));
            all.put(
                    resource.id(),
                    new Deployed(resource, new LambdaApi.Target(definition, invoker, retries(resource))));
        });
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

    /** By logical id, in the template's order. */
    Map<String, Invoker> byId() {
        var byId = new LinkedHashMap<String, Invoker>();
        all.forEach((id, function) -> byId.put(id, function.target().invoker()));
        return Collections.unmodifiableMap(byId);
    }

    List<String> names() {
        return all.values().stream().map(function -> name(function.resource())).toList();
    }

    Optional<LambdaApi.Target> target(String name) {
        return Optional.ofNullable(all.get(name))
                .or(() -> all.values().stream()
                        .filter(function -> name(function.resource()).equals(name))
                        .findFirst())
                .map(Deployed::target);
    }

    /** For the console. */
    List<FunctionsPart.Description> descriptions() {
        return all.values().stream().map(DeployedFunctions::description).toList();
    }

    private static FunctionsPart.Description description(Deployed function) {
        var definition = function.target().definition();
        return new FunctionsPart.Description(
                function.resource().id(),
                definition.handler(),
                definition.memoryMegabytes(),
                definition.timeout().toSeconds(),
                FunctionEvent.of(function.resource())
                        .map(DeployedFunctions::trigger)
                        .toList());
    }

    private static String trigger(FunctionEvent event) {
        return switch (event.type()) {
            case "HttpApi" -> ApiDefinition.routeKey(event.properties());
            case "SQS" -> EventSources.queueName(event);
            default -> Schedules.expression(event);
        };
    }

    void close() {
        all.values().forEach(function -> function.target().invoker().close());
    }
}
