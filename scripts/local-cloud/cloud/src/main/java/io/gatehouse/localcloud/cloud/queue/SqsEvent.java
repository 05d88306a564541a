package io.gatehouse.localcloud.cloud.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.localcloud.services.JsonCodec;
import java.util.List;

/** The event that Lambda makes of messages from a queue. */
final class SqsEvent {
    private SqsEvent() {}

    static byte[] of(List<JsonNode> messages, String queueArn) {
        var event = JsonCodec.object();
        var records = event.putArray("Records");
        messages.forEach(message -> records.add(recordOf(message, queueArn)));
        return JsonCodec.bytes(event);
    }

    private static ObjectNode recordOf(JsonNode message, String queueArn) {
        var entry = JsonCodec.object();
        entry.set("messageId", message.path("MessageId"));
        entry.set("receiptHandle", message.path("ReceiptHandle"));
        entry.set("body", message.path("Body"));
        entry.set("attributes", message.path("Attributes"));
        var attributes = entry.putObject("messageAttributes");
        message.path("MessageAttributes")
                .properties()
                .forEach(attribute -> attributes.set(attribute.getKey(), messageAttribute(attribute.getValue())));
        if (message.has("MD5OfMessageAttributes")) {
            entry.set("md5OfMessageAttributes", message.get("MD5OfMessageAttributes"));
        }
        entry.set("md5OfBody", message.path("MD5OfBody"));
        return entry.put("eventSource", "aws:sqs")
                .put("eventSourceARN", queueArn)
                .put("awsRegion", queueArn.split(":", -1)[3]);
    }

    private static ObjectNode messageAttribute(JsonNode attribute) {
        var entry = JsonCodec.object();
        if (attribute.has("StringValue")) {
            entry.set("stringValue", attribute.get("StringValue"));
        }
        if (attribute.has("BinaryValue")) {
            entry.set("binaryValue", attribute.get("BinaryValue"));
        }
        entry.putArray("stringListValues");
        entry.putArray("binaryListValues");
        entry.set("dataType", attribute.path("DataType"));
        return entry;
    }
}
