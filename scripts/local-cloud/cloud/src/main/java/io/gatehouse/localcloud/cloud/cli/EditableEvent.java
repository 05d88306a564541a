package io.gatehouse.localcloud.cloud.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An event to be changed, in the terms of its kind. */
interface EditableEvent {
    static EditableEvent of(ObjectNode event) {
        if (event.has("routeKey")) {
            return new HttpEvent(event);
        }
        return event.has("Records") ? new QueueEvent(event) : new PlainEvent(event);
    }

    /** @throws UsageException if this kind of event has no such key */
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
}
