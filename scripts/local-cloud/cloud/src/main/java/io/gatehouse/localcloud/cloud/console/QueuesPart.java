package io.gatehouse.localcloud.cloud.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.localcloud.services.LocalServer;
import io.gatehouse.localcloud.services.store.SqsClient;
import io.gatehouse.localcloud.services.store.SqsServer;
import io.gatehouse.localcloud.services.store.SqsServer.QueuedMessage;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/queues} answers how many messages the queues hold, and shows some of them; {@code POST
 * /api/queues/{id}/redrive} moves those of a queue's dead-letter queue back into it.
 */
public final class QueuesPart implements HttpService {
    private static final String WAITING = "ApproximateNumberOfMessages";
    private static final String IN_FLIGHT = "ApproximateNumberOfMessagesNotVisible";
    private static final String DELAYED = "ApproximateNumberOfMessagesDelayed";

    private static final int SHOWN = 10;

    private final SqsServer server;
    private final SqsClient sqs;
    private final Supplier<List<Queue>> queues;

    /**
     * A queue.
     *
     * @param function the id of the one that it feeds, or null
     * @param deadLetterQueue the id of the one where its messages go that are received too often, or null
     */
    public record Queue(
            String id,
            String name,
            @Nullable String function,
            @Nullable String deadLetterQueue) {}

    private record State(
            String id,
            @Nullable String function,
            @Nullable String deadLetterQueue,
            int waiting,
            int inFlight,
            int delayed,
            List<Message> messages) {}

    private record Message(String id, String sentAt, int receiveCount, String body) {}

    /**
     * @param sqs a client of the server
     * @param queues as they are at a request
     */
    public QueuesPart(SqsServer server, SqsClient sqs, Supplier<List<Queue>> queues) {
        this.server = server;
        this.sqs = sqs;
        this.queues = queues;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/queues", this::list).post("/api/queues/{id}/redrive", this::redrive);
    }

    private void list(ServerRequest request, ServerResponse response) throws IOException, InterruptedException {
        var states = new ArrayList<State>();
        for (var queue : queues.get()) {
            states.add(state(queue));
        }
        LocalServer.sendJson(response, states);
    }

    private State state(Queue queue) throws IOException, InterruptedException {
        var attributes = sqs.call(
                        "GetQueueAttributes",
                        Map.of(
                                "QueueUrl",
                                server.queueUrl(queue.name()),
                                "AttributeNames",
                                List.of(WAITING, IN_FLIGHT, DELAYED)))
                .path("Attributes");
        return new State(
                queue.id(),
                queue.function(),
                queue.deadLetterQueue(),
                number(attributes, WAITING),
                number(attributes, IN_FLIGHT),
                number(attributes, DELAYED),
                server.messages(queue.name(), SHOWN).stream()
                        .map(QueuesPart::message)
                        .toList());
    }

    private static Message message(QueuedMessage message) {
        return new Message(message.id(), message.sentAt().toString(), message.receiveCount(), message.body());
    }

    /** SQS writes numbers as texts. */
    private static int number(JsonNode attributes, String name) {
        return attributes.path(name).asInt();
    }

    private void redrive(ServerRequest request, ServerResponse response) throws IOException, InterruptedException {
        var queue = find(request.path().pathParameters().get("id"));
        var dead = queue == null ? null : find(queue.deadLetterQueue());
        if (queue == null || dead == null) {
            response.status(Status.NOT_FOUND_404).send();
            return;
        }
        var from = SqsServer.queueArn(dead.name());
        var to = SqsServer.queueArn(queue.name());
        sqs.call("StartMessageMoveTask", Map.of("SourceArn", from, "DestinationArn", to));
        response.status(Status.ACCEPTED_202).send();
    }

    private @Nullable Queue find(@Nullable String id) {
        return queues.get().stream()
                .filter(queue -> queue.id().equals(id))
                .findFirst()
                .orElse(null);
    }
}
