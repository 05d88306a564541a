package io.gatehouse.localcloud.cloud.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.localcloud.services.JsonCodec;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.apache.commons.codec.digest.DigestUtils;

/** An event to be changed, in the terms of its kind. */
interface EditableEvent {
    static EditableEvent of(ObjectNode event) {
        if (event.has("routeKey")) {
            return new HttpEvent(event);
        }
        return event.has("Records") ? new QueueEvent(event) : new PlainEvent(event);
    }

    void set(String key, JsonNode value);

    /** The event with everything that tells when it was sent, and which one it is, as if that were now. */
    ObjectNode now();

    /** One whose fields are its own: of a schedule, of CloudFormation, of an operator. */
    record PlainEvent(ObjectNode event) implements EditableEvent {
        @Override
        public void set(String key, JsonNode value) {
            event.set(key, value);
        }

        @Override
        public ObjectNode now() {
            return event;
        }
    }

    /** A batch of SQS messages, all of which get the values that are set. */
    record QueueEvent(ObjectNode event) implements EditableEvent {
        @Override
        public void set(String key, JsonNode value) {
            for (var message : event.path("Records")) {
                var body = body(message);
                body.set(key, value);
                ((ObjectNode) message).put("body", body.toString());
            }
        }

        private static ObjectNode body(JsonNode message) {
            try {
                return JsonCodec.read(message.path("body").asText()) instanceof ObjectNode object
                        ? object
                        : JsonCodec.object();
            } catch (UncheckedIOException e) {
                return JsonCodec.object();
            }
        }

        @Override
        public ObjectNode now() {
            var time = Long.toString(System.currentTimeMillis());
            for (var item : event.path("Records")) {
                var message = (ObjectNode) item;
                message.put("messageId", UUID.randomUUID().toString())
                        .put(
                                "md5OfBody",
                                DigestUtils.md5Hex(message.path("body").asText()))
                        .withObjectProperty("attributes")
                        .put("SentTimestamp", time)
                        .put("ApproximateFirstReceiveTimestamp", time);
            }
            return event;
        }
    }
}
