package io.gatehouse.localcloud.cloud.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.localcloud.services.JsonCodec;
import io.gatehouse.localcloud.services.LocalServer;
import io.gatehouse.localcloud.services.store.SqsClient;
import io.gatehouse.localcloud.services.store.SqsServer;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/queues} answers how many messages the queues hold, and shows some of them; {@code POST
 * /api/queues/{id}/redrive} moves those of a queue's dead-letter queue back into it.
 */
public record QueuesPart(SqsServer server, SqsClient sqs, List<Queue> queues) implements HttpService {
    private static final int SHOWN = 10;
    private static final String COUNT = "ApproximateNumberOfMessages";

    /** A queue. */
    public record Queue(
            String id,
            String name,
            @Nullable String function,
            @Nullable String deadLetterQueue) {}

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/queues", this::list).post("/api/queues/{id}/redrive", this::redrive);
    }

    private void list(ServerRequest request, ServerResponse response) throws IOException, InterruptedException {
        var states = new ArrayList<ObjectNode>();
        for (var queue : queues) {
            states.add(state(queue));
        }
        LocalServer.sendJson(response, states);
    }

    private ObjectNode state(Queue queue) throws IOException, InterruptedException {
        var wanted = Map.of("QueueUrl", server.queueUrl(queue.name()), "AttributeNames", List.of("All"));
        var attributes = sqs.call("GetQueueAttributes", wanted).path("Attributes");
        var state = JsonCodec.object()
                .put("id", queue.id())
                .put("function", queue.function())
                .put("deadLetterQueue", queue.deadLetterQueue())
                .put("waiting", attributes.path(COUNT).asInt())
                .put("inFlight", attributes.path(COUNT + "NotVisible").asInt())
                .put("delayed", attributes.path(COUNT + "Delayed").asInt());
        var messages = state.putArray("messages");
        server.messages(queue.name(), SHOWN)
                .forEach(message -> messages.addObject()
                        .put("id", message.id())
                        .put("sentAt", message.sentAt().toString())
                        .put("receiveCount", message.receiveCount())
                        .put("body", message.body()));
        return state;
    }

    private void redrive(ServerRequest request, ServerResponse response) throws IOException, InterruptedException {
        var queue = find(request.path().pathParameters().get("id"));
        var dead = queue.flatMap(it -> find(it.deadLetterQueue()));
        if (dead.isEmpty()) {
            response.status(Status.NOT_FOUND_404).send();
            return;
        }
        var from = SqsServer.queueArn(dead.get().name());
        var to = SqsServer.queueArn(queue.orElseThrow().name());
        sqs.call("StartMessageMoveTask", Map.of("SourceArn", from, "DestinationArn", to));
        response.status(Status.ACCEPTED_202).send();
    }

    private Optional<Queue> find(@Nullable String id) {
        return queues.stream().filter(queue -> queue.id().equals(id)).findFirst();
    }
}
