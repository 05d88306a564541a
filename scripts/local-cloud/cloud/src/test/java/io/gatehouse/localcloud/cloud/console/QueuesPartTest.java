package io.gatehouse.localcloud.cloud.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.localcloud.cloud.console.QueuesPart.Queue;
import io.gatehouse.localcloud.services.store.QueueDefinition;
import io.gatehouse.localcloud.services.store.SqsClient;
import io.gatehouse.localcloud.services.store.SqsServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueuesPartTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private SqsServer server;
    private SqsClient sqs;
    private Console console;

    @BeforeEach
    void start() {
        server = SqsServer.temporary(
                QueueDefinition.of("orders").withRedrive("dead-orders", 2), QueueDefinition.of("dead-orders"));
        sqs = new SqsClient(server.endpoint());
        var queues = List.of(queue("Orders", "orders", "DeadOrders"), queue("DeadOrders", "dead-orders", null));
        console = Console.start(0, "http://localhost:3000", new QueuesPart(server, sqs, queues));
    }

    private Queue queue(String id, String name, @Nullable String deadLetterQueue) {
        return new Queue(id, name, "Worker", deadLetterQueue);
    }

    @AfterEach
    void stop() {
        http.close();
        console.close();
        sqs.close();
        server.close();
    }

    @Test
    void waitingAndInFlightMessagesAreCounted() throws Exception {
        send("orders", "one");
        send("orders", "two");
        sqs.call("ReceiveMessage", Map.of("QueueUrl", server.queueUrl("orders")));

        assertThat(list().body())
                .startsWith("""
                        [{"id":"Orders","function":"Worker","deadLetterQueue":"DeadOrders","waiting":1,"inFlight":1,"delayed":0,""")
                .contains("\"receiveCount\":0,\"body\":\"", "\"receiveCount\":1,\"body\":\"")
                .contains("\"body\":\"one\"", "\"body\":\"two\"")
                .endsWith("""
                        {"id":"DeadOrders","function":"Worker","deadLetterQueue":null,"waiting":0,"inFlight":0,"delayed":0,"messages":[]}]""");
    }

    @Test
    void redriveMovesDeadLettersBackIntoTheirQueue() throws Exception {
        send("dead-orders", "one");
        send("dead-orders", "two");

        assertThat(redrive("Orders").statusCode()).isEqualTo(202);

        await().untilAsserted(() -> assertThat(list().body())
                .contains("\"waiting\":2,\"inFlight\":0")
                .endsWith("\"waiting\":0,\"inFlight\":0,\"delayed\":0,\"messages\":[]}]"));
    }

    @Test
    void onlyAQueueWithADeadLetterQueueCanBeRedriven() throws Exception {
        assertThat(redrive("DeadOrders").statusCode()).isEqualTo(404);
        assertThat(redrive("Absent").statusCode()).isEqualTo(404);
    }

    private void send(String queue, String body) throws Exception {
        sqs.call("SendMessage", Map.of("QueueUrl", server.queueUrl(queue), "MessageBody", body));
    }

    private HttpResponse<String> list() throws Exception {
        return http.send(request("/api/queues").build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> redrive(String queue) throws Exception {
        return http.send(
                request("/api/queues/%s/redrive".formatted(queue))
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + console.port() + path));
    }
}
