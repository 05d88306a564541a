package io.gatehouse.localcloud.services.store;

import org.apache.pekko.actor.AbstractActor;
import org.elasticmq.actor.queue.OperationSuccessful$;
import org.elasticmq.actor.queue.QueueEvent;

/** Writes each change of a message to its file, and only then acknowledges the change to ElasticMQ. */
final class MessageRecorder extends AbstractActor {
    private final MessageFiles files;

    MessageRecorder(MessageFiles files) {
        this.files = files;
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder().match(QueueEvent.class, this::record).build();
    }

    private void record(QueueEvent change) {
        switch (change) {
            case QueueEvent.MessageAdded added -> files.write(added.queueName(), added.message());
            case QueueEvent.MessageUpdated updated -> files.write(updated.queueName(), updated.message());
            case QueueEvent.MessageRemoved removed -> files.delete(removed.queueName(), removed.messageId());
            default -> {
                return; // of a queue, which is made from the template at each start
            }
        }
        getSender().tell(OperationSuccessful$.MODULE$, getSelf());
    }
}
