package io.gatehouse.localcloud.services.store;

import org.apache.pekko.actor.AbstractActor;
import org.elasticmq.actor.queue.OperationSuccessful$;
import org.elasticmq.actor.queue.QueueEvent;

/** Hears from ElasticMQ of every change to a message, and acknowledges it when the message's file says the same. */
final class MessageRecorder extends AbstractActor {
    private final MessageFiles files;

    MessageRecorder(MessageFiles files) {
        this.files = files;
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(QueueEvent.MessageAdded.class, event -> {
                    files.write(event.queueName(), event.message());
                    acknowledge();
                })
                .match(QueueEvent.MessageUpdated.class, event -> {
                    files.write(event.queueName(), event.message());
                    acknowledge();
                })
                .match(QueueEvent.MessageRemoved.class, event -> {
                    files.delete(event.queueName(), event.messageId());
                    acknowledge();
                })
                .match(QueueEvent.class, queuesAreMadeFromTheirDefinitions -> {})
                .build();
    }

    private void acknowledge() {
        getSender().tell(OperationSuccessful$.MODULE$, getSelf());
    }
}
