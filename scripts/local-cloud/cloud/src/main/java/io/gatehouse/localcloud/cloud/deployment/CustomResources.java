package io.gatehouse.localcloud.cloud.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.localcloud.cloud.http.LambdaApi;
import io.gatehouse.localcloud.cloud.runtime.Invoker;
import io.gatehouse.localcloud.cloud.template.PhysicalValues;
import io.gatehouse.localcloud.cloud.template.Resource;
import io.gatehouse.localcloud.cloud.template.Stack;
import io.gatehouse.localcloud.services.JsonCodec;
import io.gatehouse.localcloud.services.LocalCloudException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.io.function.Uncheck;

/**
 * The template's custom resources: {@code Create} at the first start on a data folder, {@code Update} at later ones.
 * One that needs a value of another, or depends on it, is deployed after it.
 */
final class CustomResources {
    private static final int RESPONSE_SECONDS = 10;

    private final Stack stack;
    private final DeployedFunctions functions;
    private final CustomResourceProvider provider;
    private final Path folder;
    private final Map<String, JsonNode> answers = new HashMap<>();
    private final Set<String> deploying = new LinkedHashSet<>();

    CustomResources(Stack stack, DeployedFunctions functions, CustomResourceProvider provider, Path folder) {
        this.stack = stack;
        this.functions = functions;
        this.provider = provider;
        this.folder = folder;
    }

    void deployAll() {
        stack.resources().stream().filter(Resource::isCustom).forEach(this::deploy);
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

    /** What the resource's function has answered; at the first call, after asking it. */
    private synchronized JsonNode deploy(Resource resource) {
        var answered = answers.get(resource.id());
        if (answered != null) {
            return answered;
        }
        if (!deploying.add(resource.id())) {
            throw new LocalCloudException(
                    "Custom resources depend on each other in a circle: " + String.join(", ", deploying) + ".");
        }
        resource.dependsOn().stream()
                .flatMap(id -> stack.resource(id).stream())
                .filter(Resource::isCustom)
                .forEach(this::deploy);
        var answer = request(resource);
        answers.put(resource.id(), answer);
        deploying.remove(resource.id());
        return answer;
    }

    private JsonNode request(Resource resource) {
        var properties = properties(resource);
        var file = folder.resolve(resource.id() + ".json");
        var event = JsonCodec.object()
                .put("RequestType", Files.exists(file) ? "Update" : "Create")
                .put("StackId", stack.id())
                .put("ResourceType", resource.type())
                .put("LogicalResourceId", resource.id());
        event.set("ResourceProperties", properties);
        if (Files.exists(file)) {
            var last = JsonCodec.read(file);
            event.set("PhysicalResourceId", last.path("PhysicalResourceId"));
            event.set("OldResourceProperties", last.path("ResourceProperties"));
        }
        var answer = (ObjectNode) provider.request(function(resource), event, Duration.ofSeconds(RESPONSE_SECONDS));
        Uncheck.run(() -> Files.createDirectories(folder));
        JsonCodec.write(file, answer.deepCopy().set("ResourceProperties", properties));
        return answer;
    }

    private Invoker function(Resource resource) {
        var token = resource.properties().requiredText("ServiceToken");
        return functions
                .target(token.substring(token.lastIndexOf(':') + 1))
                .map(LambdaApi.Target::invoker)
                .orElseThrow(() ->
                        resource.properties().wrong("ServiceToken", "is not a function of this template: " + token));
    }

    /** CloudFormation makes a text of every number and boolean. */
    private static JsonNode properties(Resource resource) {
        var properties = JsonCodec.object();
        for (var name : resource.properties().names()) {
            resource.properties().value(name).ifPresent(value -> properties.set(name, JsonCodec.tree(texts(value))));
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
