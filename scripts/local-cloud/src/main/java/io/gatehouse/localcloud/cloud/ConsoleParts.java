package io.gatehouse.localcloud.cloud;

import io.gatehouse.localcloud.cloud.Events.Event;
import io.gatehouse.localcloud.console.ApiPart;
import io.gatehouse.localcloud.console.FunctionsPart;
import io.gatehouse.localcloud.console.QueuesPart;
import io.gatehouse.localcloud.console.QueuesPart.Queue;
import io.gatehouse.localcloud.console.Recorder;
import io.gatehouse.localcloud.queue.SqsClient;
import io.gatehouse.localcloud.store.SqsServer;
import io.gatehouse.localcloud.template.Resource;
import io.gatehouse.localcloud.template.Stack;
import java.util.Map;
import java.util.stream.Collectors;

/** What the console shows of a template's resources. */
final class ConsoleParts {
    private ConsoleParts() {}

    static FunctionsPart functions(Stack stack, Recorder recorder) {
        var functions = stack.resources(Resource.FUNCTION)
                .map(ConsoleParts::description)
                .toList();
        return new FunctionsPart(functions, recorder);
    }

    private static FunctionsPart.Description description(Resource function) {
        var properties = function.properties();
        return new FunctionsPart.Description(
                function.id(),
                properties.requiredText("Handler"),
                properties.number("MemorySize", Functions.DEFAULT_MEMORY),
                properties.number("Timeout", Functions.DEFAULT_TIMEOUT),
                Events.of(function).map(ConsoleParts::trigger).toList());
    }

    private static String trigger(Event event) {
        return switch (event.type()) {
            case "HttpApi" -> ApiDefinition.routeKey(event.properties());
            case "SQS" -> EventSources.queueName(event);
            default -> Schedules.expression(event);
        };
    }

    /** @param functionsByQueue by the queues' names */
    static QueuesPart queues(Stack stack, SqsServer server, SqsClient sqs, Map<String, String> functionsByQueue) {
        var idsByName = stack.resources(Resource.QUEUE)
                .collect(Collectors.toMap(queue -> Stores.queueName(stack.name(), queue), Resource::id));
        var queues = stack.resources(Resource.QUEUE)
                .map(resource -> {
                    var name = Stores.queueName(stack.name(), resource);
                    return new Queue(
                            resource.id(),
                            name,
                            functionsByQueue.get(name),
                            Stores.deadLetterQueue(resource).map(idsByName::get).orElse(null));
                })
                .toList();
        return new QueuesPart(server, sqs, queues);
    }

    static ApiPart api(Stack stack, String name, String url) {
        var description = Events.of(stack, "HttpApi")
                .map(event -> ApiDefinition.routeKey(event.properties()))
                .filter(route -> route.matches("GET /.*\\bopenapi\\.(yaml|json)"))
                .map(route -> route.substring("GET ".length()))
                .findFirst();
        return new ApiPart(name, url, description);
    }
}
