package io.gatehouse.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** A queue of a running cloud, reached by SQS's own API. */
public record Queue(URI endpoint, String url) {
    /** Longer than the queue's visibility time-out, for which a message is hidden that a worker fails with. */
    private static final Duration REST = Duration.ofSeconds(200);

    /** Sets an attribute, for instance {@code DelaySeconds}, until the cloud is started again. */
    public void set(String attribute, int value) {
        call("SetQueueAttributes", Map.of("Attributes", Map.of(attribute, Integer.toString(value))));
    }

    /** The id of the message that was sent. */
    public String send(String body) {
        return call("SendMessage", Map.of("MessageBody", body))
                .path("MessageId")
                .asString();
    }

    /** The ids of the messages that are there and visible, which stay so. */
    public List<String> messages() {
        var answer = call("ReceiveMessage", Map.of("MaxNumberOfMessages", 10, "VisibilityTimeout", 0));
        return answer.path("Messages").findValuesAsString("MessageId");
    }

    /**
     * Waits until nobody has a message in hand, or could take one; delayed ones may be there. Whoever is killed with
     * one in hand hides it for the queue's visibility time-out.
     */
    public void awaitRest() {
        var names = List.of("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible");
        await().atMost(REST).untilAsserted(() -> {
            var counts =
                    call("GetQueueAttributes", Map.of("AttributeNames", names)).path("Attributes");
            assertThat(names)
                    .as(counts::toString)
                    .allSatisfy(name -> assertThat(counts.path(name).asInt()).isZero());
        });
    }

    private JsonNode call(String action, Map<String, ?> parameters) {
        var all = new TreeMap<String, Object>(parameters);
        all.put("QueueUrl", url);
        var answer = new Call(endpoint, "POST", "/")
                .header("x-amz-target", "AmazonSQS." + action)
                .header("content-type", "application/x-amz-json-1.0")
                .body(Checkout.JSON.writeValueAsString(all))
                .expect(200);
        return answer.body().length == 0 ? Checkout.JSON.createObjectNode() : answer.json();
    }
}
