package io.gatehouse.localcloud.cloud.deployment;

import io.gatehouse.localcloud.cloud.console.FunctionsPart;
import io.gatehouse.localcloud.cloud.console.QueuesPart.Queue;
import io.gatehouse.localcloud.cloud.template.Resource;
import io.gatehouse.localcloud.cloud.template.Stack;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the console shows of a template's resources. */
final class ConsoleParts {
    private ConsoleParts() {}

    static List<FunctionsPart.Description> functions(Stack stack) {
        return stack.resources(Resource.FUNCTION).map(ConsoleParts::description).toList();
    }

    private static FunctionsPart.Description description(Resource function) {
        var properties = function.properties();
        return new FunctionsPart.Description(
                function.id(),
                properties.requiredText("Handler"),
                properties.number("MemorySize", Functions.DEFAULT_MEMORY),
                properties.number("Timeout", Functions.DEFAULT_TIMEOUT),
                FunctionEvent.of(function).map(ConsoleParts::trigger).toList());
    }

    private static String trigger(FunctionEvent event) {
        return switch (event.type()) {
            case "HttpApi" -> ApiDefinition.routeKey(event.properties());
            case "SQS" -> EventSources.queueName(event);
            default -> Schedules.expression(event);
        };
    }

    static List<Queue> queues(Deployment deployment) {
        var stack = deployment.stack();
        var functionsByQueue = deployment.eventSources().functionsByQueue();
        var idsByName = stack.resources(Resource.QUEUE)
                .collect(Collectors.toMap(queue -> Stores.queueName(stack.name(), queue), Resource::id));
        return stack.resources(Resource.QUEUE)
                .map(resource -> {
                    var name = Stores.queueName(stack.name(), resource);
                    return new Queue(
                            resource.id(),
                            name,
                            functionsByQueue.get(name),
                            Stores.deadLetterQueue(resource).map(idsByName::get).orElse(null));
                })
                .toList();
    }

    /** The path of the API's OpenAPI description, if it has one. */
    static Optional<String> description(Stack stack) {
        return FunctionEvent.of(stack, "HttpApi")
                .map(event -> ApiDefinition.routeKey(event.properties()))
                .filter(route -> route.matches("GET /.*\\bopenapi\\.(yaml|json)"))
                .map(route -> route.substring("GET ".length()))
                .findFirst();
    }
}
