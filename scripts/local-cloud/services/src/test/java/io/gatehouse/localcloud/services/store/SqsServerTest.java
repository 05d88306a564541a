package io.gatehouse.localcloud.services.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqsServerTest {
    private static final QueueDefinition MAILS = QueueDefinition.of("mails");

    @TempDir
    Path folder;

    @Test
    void aMessageSurvivesARestartUntilItIsDeleted() throws Exception {
        try (var server = SqsServer.start(folder, List.of(MAILS))) {
            send(server, "keep");
            send(server, "delete");
            delete(server, "delete");
        }
        try (var server = SqsServer.start(folder, List.of(MAILS.withVisibilityTimeout(Duration.ZERO)))) {
            assertThat(receive(server, "mails"))
                    .extracting(message -> message.get("Body").asText())
                    .containsExactly("keep");
        }
    }

    @Test
    void attributesAndReceiveCountSurviveARestart() throws Exception {
        var visibleAtOnce = List.of(MAILS.withVisibilityTimeout(Duration.ZERO));
        try (var server = SqsServer.start(folder, visibleAtOnce)) {
            send(server, "hello");
            receive(server, "mails");
        }
        try (var server = SqsServer.start(folder, visibleAtOnce)) {
            var message = receive(server, "mails").getFirst();
            assertThat(message.at("/Attributes/ApproximateReceiveCount").asText())
                    .isEqualTo("2");
            assertThat(message.at("/MessageAttributes/trace/StringValue").asText())
                    .isEqualTo("t-1");
        }
    }

    @Test
    void aChangedDefinitionAppliesFromTheNextStart() throws Exception {
        try (var server = SqsServer.start(folder, List.of(MAILS))) {
            assertThat(attribute(server, "VisibilityTimeout")).isEqualTo("30");
        }
        try (var server = SqsServer.start(folder, List.of(MAILS.withVisibilityTimeout(Duration.ofSeconds(90))))) {
            assertThat(attribute(server, "VisibilityTimeout")).isEqualTo("90");
        }
    }

    @Test
    void aMessageReceivedTooOftenGoesToTheDeadLetterQueueAndStaysThereAfterARestart() throws Exception {
        var queues =
                List.of(MAILS.withVisibilityTimeout(Duration.ZERO).withRedrive("dead", 2), QueueDefinition.of("dead"));
        try (var server = SqsServer.start(folder, queues)) {
            send(server, "poison");
            assertThat(receive(server, "mails")).hasSize(1);
            assertThat(receive(server, "mails")).hasSize(1);
            assertThat(receive(server, "mails")).isEmpty();
        }
        try (var server = SqsServer.start(folder, queues)) {
            assertThat(receive(server, "mails")).isEmpty();
            assertThat(receive(server, "dead"))
                    .extracting(message -> message.get("Body").asText())
                    .containsExactly("poison");
        }
    }

    @Test
    void twoServersRunSideBySide() throws Exception {
        try (var one = SqsServer.temporary(MAILS);
                var other = SqsServer.temporary(MAILS)) {
            send(one, "one");
            assertThat(receive(other, "mails")).isEmpty();
            assertThat(receive(one, "mails")).hasSize(1);
        }
    }

    @Test
    void arnAndUrlEqualThoseOfTheServer() throws Exception {
        try (var server = SqsServer.temporary(MAILS)) {
            assertThat(attribute(server, "QueueArn")).isEqualTo(SqsServer.queueArn("mails"));
            assertThat(call(server, "GetQueueUrl", Map.of("QueueName", "mails"))
                            .get("QueueUrl")
                            .asText())
                    .isEqualTo(server.queueUrl("mails"));
        }
    }

    private static void send(SqsServer server, String body) throws Exception {
        call(
                server,
                "SendMessage",
                Map.of(
                        "QueueUrl", server.queueUrl("mails"),
                        "MessageBody", body,
                        "MessageAttributes", Map.of("trace", Map.of("DataType", "String", "StringValue", "t-1"))));
    }

    private static void delete(SqsServer server, String body) throws Exception {
        for (var message : receive(server, "mails")) {
            var handle = message.get("ReceiptHandle").asText();
            if (message.get("Body").asText().equals(body)) {
                call(server, "DeleteMessage", Map.of("QueueUrl", server.queueUrl("mails"), "ReceiptHandle", handle));
            } else {
                call(
                        server,
                        "ChangeMessageVisibility",
                        Map.of("QueueUrl", server.queueUrl("mails"), "ReceiptHandle", handle, "VisibilityTimeout", 0));
            }
        }
    }

    private static List<JsonNode> receive(SqsServer server, String queue) throws Exception {
        var answer = call(
                server,
                "ReceiveMessage",
                Map.of(
                        "QueueUrl", server.queueUrl(queue),
                        "MaxNumberOfMessages", 10,
                        "AttributeNames", List.of("All"),
                        "MessageAttributeNames", List.of("All")));
        return answer.path("Messages").valueStream().toList();
    }

    private static String attribute(SqsServer server, String name) throws Exception {
        var answer = call(
                server,
                "GetQueueAttributes",
                Map.of("QueueUrl", server.queueUrl("mails"), "AttributeNames", List.of("All")));
        return answer.get("Attributes").get(name).asText();
    }

    private static JsonNode call(SqsServer server, String action, Map<String, ?> parameters) throws Exception {
        try (var client = new SqsClient(server.endpoint())) {
            return client.call(action, parameters);
        }
    }
}
