package io.gatehouse.domain.session;

import java.util.Optional;
import java.util.UUID;

/** The sessions within one transaction. */
public interface Sessions {
    void add(Session session);

    Optional<Session> find(UUID accountId, UUID sessionId);
}
