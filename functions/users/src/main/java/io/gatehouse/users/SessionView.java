package io.gatehouse.users;

import io.gatehouse.domain.session.Session;
import java.time.Instant;
import java.util.UUID;

/** A session in an answer. */
record SessionView(
        UUID id,
        boolean current,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,
        String ip,
        String userAgent) {

    static SessionView of(Session session, UUID current) {
        return new SessionView(
                session.id(),
                session.id().equals(current),
                session.createdAt(),
                session.refreshedAt(),
                session.endsAt(),
                session.client().ip(),
                session.client().userAgent());
    }
}
