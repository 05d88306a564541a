package io.gatehouse.domain.mail;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** The queue between whoever causes a mail and the worker that sends it. */
public interface MailQueue {

    /**
     * Queues mails by their ids.
     *
     * @param ids any number
     * @return those that the queue took
     * @throws io.gatehouse.domain.errors.Unavailable when the queue does not answer in time
     */
    Set<UUID> send(Collection<UUID> ids);
}
