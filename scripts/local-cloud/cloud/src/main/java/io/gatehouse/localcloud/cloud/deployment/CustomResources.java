package io.gatehouse.localcloud.cloud.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.localcloud.cloud.runtime.Invoker;
import io.gatehouse.localcloud.cloud.template.PhysicalValues;
import io.gatehouse.localcloud.cloud.template.Resource;
import io.gatehouse.localcloud.cloud.template.Stack;
import io.gatehouse.localcloud.services.Json;
import io.gatehouse.localcloud.services.LocalCloudException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * The template's custom resources: {@code Create} at the first start on a data folder, {@code Update} at later ones and
 * when a changed template gives them other properties. They are deployed at the same time, but for those that depend on
 * each other: who needs a value of another waits for it.
 */
final class CustomResources {
    private static final int RESPONSE_SECONDS = 10;
    private static final Executor IN_A_THREAD = task -> Thread.ofPlatform().start(task);
    private static final ScopedValue<String> DEPLOYING = ScopedValue.newInstance();
    private static final String NOBODY = "";

    private final Stack stack;
    private final Functions functions;
    private final CustomResourceProvider provider;
    private final Path folder;
    private final boolean onlyChanged;
    private final Map<String, CompletableFuture<JsonNode>> deployments = new HashMap<>();
    /** Which resource waits for which, for as long as it does. */
    private final Map<String, String> waits = new ConcurrentHashMap<>();

    /**
     * @param folder keeps what each resource was answered last
     * @param onlyChanged whether that is still the answer for a resource whose properties are as they were
     */
    CustomResources(
            Stack stack, Functions functions, CustomResourceProvider provider, Path folder, boolean onlyChanged) {
        this.stack = stack;
        this.functions = functions;
        this.provider = provider;
        this.folder = folder;
        this.onlyChanged = onlyChanged;
    }

    /** @throws LocalCloudException at the first that fails */
    void deployAll() {
        var all = stack.resources().stream().filter(Resource::isCustom).toList();
        for (var resource : all) {
            var _ = deployment(resource);
        }
        all.forEach(this::deploy);
    }

    /** What {@code !Ref} or {@code !GetAtt} gives. */
    String attribute(Resource resource, String attribute) {
        var answer = deploy(resource);
        var value = attribute.equals(PhysicalValues.REF)
                ? answer.path("PhysicalResourceId")
                : answer.path("Data").path(attribute);
        if (value.isMissingNode()) {
            throw resource.properties().wrong(attribute, "is not in the Data that the resource's function answered");
        }
        return value.asText();
    }

    /** What the resource's function has answered; waits for that. */
    private JsonNode deploy(Resource resource) {
        var waiting = DEPLOYING.orElse(NOBODY);
        noteWait(waiting, resource.id());
        try {
            return deployment(resource).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            waits.remove(waiting);
        }
    }

    private synchronized CompletableFuture<JsonNode> deployment(Resource resource) {
        return deployments.computeIfAbsent(
                resource.id(),
                id -> CompletableFuture.supplyAsync(
                        () -> ScopedValue.where(DEPLOYING, id).call(() -> deployNow(resource)), IN_A_THREAD));
    }

    private JsonNode deployNow(Resource resource) {
        resource.dependsOn().stream()
                .flatMap(id -> stack.resource(id).stream())
                .filter(Resource::isCustom)
                .forEach(this::deploy);
        return request(resource);
    }

    private synchronized void noteWait(String waiting, String awaited) {
        var chain = Stream.iterate(awaited, Objects::nonNull, waits::get).toList();
        if (chain.contains(waiting)) {
            throw new LocalCloudException(
                    "Custom resources depend on each other in a circle: " + String.join(", ", chain) + ".");
        }
        waits.put(waiting, awaited);
    }

    private JsonNode request(Resource resource) {
        var properties = properties(resource);
        var file = folder.resolve(resource.id() + ".json");
        var event = Json.object()
                .put("RequestType", Files.exists(file) ? "Update" : "Create")
                .put("StackId", stack.id())
                .put("ResourceType", resource.type())
                .put("LogicalResourceId", resource.id());
        event.set("ResourceProperties", properties);
        try {
            if (Files.exists(file)) {
                var last = Json.read(file);
                if (onlyChanged && last.path("ResourceProperties").equals(properties)) {
                    return last;
                }
                event.set("PhysicalResourceId", last.path("PhysicalResourceId"));
                event.set("OldResourceProperties", last.path("ResourceProperties"));
            }
            var answer = (ObjectNode) provider.request(function(resource), event, Duration.ofSeconds(RESPONSE_SECONDS));
            Files.createDirectories(folder);
            Json.write(file, answer.deepCopy().set("ResourceProperties", properties));
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Invoker function(Resource resource) {
        var token = resource.properties().requiredText("ServiceToken");
        return functions
                .asDefined(token.substring(token.lastIndexOf(':') + 1))
                .orElseThrow(() ->
                        resource.properties().wrong("ServiceToken", "is not a function of this template: " + token));
    }

    /** CloudFormation makes a text of every number and boolean. */
    private static JsonNode properties(Resource resource) {
        var properties = Json.object();
        for (var name : resource.properties().names()) {
            resource.properties().value(name).ifPresent(value -> properties.set(name, Json.tree(texts(value))));
        }
        return properties;
    }

    private static Object texts(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var texts = new LinkedHashMap<String, Object>();
                map.forEach((key, item) -> texts.put(String.valueOf(key), texts(item)));
                yield texts;
            }
            case List<?> list -> list.stream().map(CustomResources::texts).toList();
            default -> value.toString();
        };
    }
}
