package io.gatehouse.localcloud.cloud.deployment;

import io.gatehouse.localcloud.cloud.console.QueuesPart;
import io.gatehouse.localcloud.cloud.queue.EventSourceMapping;
import io.gatehouse.localcloud.cloud.queue.SqsEventSource;
import io.gatehouse.localcloud.cloud.runtime.Invoker;
import io.gatehouse.localcloud.cloud.template.Resource;
import io.gatehouse.localcloud.cloud.template.Stack;
import io.gatehouse.localcloud.services.Closing;
import io.gatehouse.localcloud.services.LocalCloudException;
import io.gatehouse.localcloud.services.store.SqsServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The queues that feed functions. */
final class EventSources implements AutoCloseable {
    private final Stack stack;
    private final List<FunctionEvent> events;
    private final Map<String, Invoker> functions;
    private final List<SqsEventSource> sources = new CopyOnWriteArrayList<>();

    /** Nothing is polled before {@link #start}. */
    EventSources(Stack stack, Map<String, Invoker> functions) {
        this.stack = stack;
        this.functions = functions;
        this.events = FunctionEvent.of(stack, "SQS")
                .filter(event -> event.properties().truth("Enabled", true))
                .toList();
        events.forEach(event -> mapping(event, "known once there is a server"));
    }

    static String queueName(FunctionEvent event) {
        var arn = event.properties().requiredText("Queue");
        return arn.substring(arn.lastIndexOf(':') + 1);
    }

    /** The logical id of the function that each queue feeds, by the queue's name. */
    Map<String, String> functionsByQueue() {
        var functionsByQueue = new LinkedHashMap<String, String>();
        events.forEach(
                event -> functionsByQueue.put(queueName(event), event.function().id()));
        return functionsByQueue;
    }

    /** For the console. */
    List<QueuesPart.Queue> queues() {
        var idsByName = stack.resources(Resource.QUEUE)
                .collect(Collectors.toMap(queue -> BackingServices.queueName(stack.name(), queue), Resource::id));
        var functionsByQueue = functionsByQueue();
        return stack.resources(Resource.QUEUE)
                .map(queue -> {
                    var name = BackingServices.queueName(stack.name(), queue);
                    var deadLetterQueue =
                            BackingServices.deadLetterQueue(queue.properties()).map(idsByName::get);
                    return new QueuesPart.Queue(
                            queue.id(), name, functionsByQueue.get(name), deadLetterQueue.orElse(null));
                })
                .toList();
    }

    void start(SqsServer sqs) {
        for (var event : events) {
            var mapping = mapping(event, sqs.queueUrl(queueName(event)));
            sources.add(SqsEventSource.start(sqs.endpoint(), mapping, event.target(functions)));
        }
    }

    private static EventSourceMapping mapping(FunctionEvent event, String queueUrl) {
        var properties = event.properties();
        var arn = SqsServer.queueArn(queueName(event));
        var otherwise = EventSourceMapping.of(queueUrl, arn);
        try {
            return new EventSourceMapping(
                    queueUrl,
                    arn,
                    properties.number("BatchSize", otherwise.batchSize()),
                    Duration.ofSeconds(properties.number("MaximumBatchingWindowInSeconds", 0)),
                    properties.texts("FunctionResponseTypes").contains("ReportBatchItemFailures"),
                    properties.nested("ScalingConfig").number("MaximumConcurrency", otherwise.maximumConcurrency()));
        } catch (IllegalArgumentException e) {
            throw new LocalCloudException(properties.place() + ": " + e.getMessage());
        }
    }

    @Override
    public void close() {
        sources.forEach(Closing::quietly);
    }
}
