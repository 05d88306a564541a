package io.gatehouse.domain.mail;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** The queue of mails to be sent. */
public interface MailQueue {

    /**
     * Queues any number of mails by their ids. Returns those that the queue took.
     *
     * @throws io.gatehouse.domain.errors.Unavailable when the queue does not answer in time
     */
    Set<UUID> send(Collection<UUID> ids);
}
