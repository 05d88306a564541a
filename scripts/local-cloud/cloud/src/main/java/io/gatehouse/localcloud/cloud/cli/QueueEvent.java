package io.gatehouse.localcloud.cloud.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.localcloud.services.Json;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

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
            return Json.read(message.path("body").asText()) instanceof ObjectNode object ? object : Json.object();
        } catch (UncheckedIOException e) {
            return Json.object();
        }
    }

    @Override
    public ObjectNode now() {
        var time = Long.toString(System.currentTimeMillis());
        for (var item : event.path("Records")) {
            var message = (ObjectNode) item;
            message.put("messageId", UUID.randomUUID().toString())
                    .put("md5OfBody", md5(message.path("body").asText()));
            message.withObjectProperty("attributes")
                    .put("SentTimestamp", time)
                    .put("ApproximateFirstReceiveTimestamp", time);
        }
        return event;
    }

    /** SQS's check on what arrives; nobody's secret depends on it. */
    private static String md5(String text) {
        try {
            var digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
