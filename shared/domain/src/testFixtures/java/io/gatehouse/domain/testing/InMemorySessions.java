package io.gatehouse.domain.testing;

import io.gatehouse.domain.account.Accounts;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.session.Sessions;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Sessions in memory. */
final class InMemorySessions implements Sessions {
    private final Table<Session> sessions;
    private final Accounts accounts;

    InMemorySessions(Table<Session> sessions, Accounts accounts) {
        this.sessions = sessions;
        this.accounts = accounts;
    }

    @Override
    public void add(Session session) {
        sessions.put(session.id(), session);
    }

    @Override
    public Optional<Held> find(UUID id) {
        return sessions.find(id)
                .flatMap(session ->
                        accounts.byId(session.accountId()).map(stored -> new Held(session, stored.account())));
    }

    @Override
    public List<Session> ofAccount(UUID accountId, long epoch, int limit) {
        return sessions.newest(s -> s.accountId().equals(accountId) && s.epoch() == epoch)
                .limit(limit)
                .toList();
    }

    @Override
    public List<Session> ofAccount(UUID accountId, int limit) {
        return sessions.newest(s -> s.accountId().equals(accountId))
                .limit(limit)
                .toList();
    }

    @Override
    public boolean refresh(Session refreshed) {
        var stored = sessions.find(refreshed.id()).filter(s -> s.counter() == refreshed.counter() - 1);
        stored.ifPresent(before -> sessions.put(
                before.id(),
                new Session(
                        before.id(),
                        before.accountId(),
                        before.epoch(),
                        before.refreshKey(),
                        refreshed.counter(),
                        before.authentication(),
                        before.client(),
                        before.createdAt(),
                        refreshed.refreshedAt(),
                        refreshed.idleExpiresAt(),
                        before.expiresAt())));
        return stored.isPresent();
    }

    @Override
    public boolean move(UUID id, long from, long to) {
        var stored = sessions.find(id).filter(s -> s.epoch() == from);
        stored.ifPresent(s -> sessions.put(
                id,
                new Session(
                        id,
                        s.accountId(),
                        to,
                        s.refreshKey(),
                        s.counter(),
                        s.authentication(),
                        s.client(),
                        s.createdAt(),
                        s.refreshedAt(),
                        s.idleExpiresAt(),
                        s.expiresAt())));
        return stored.isPresent();
    }

    @Override
    public boolean remove(UUID accountId, UUID id) {
        return sessions.find(id).filter(s -> s.accountId().equals(accountId)).isPresent() && sessions.remove(id);
    }

    @Override
    public int removeSome(UUID accountId, int limit) {
        return sessions.removeSome(s -> s.accountId().equals(accountId), limit);
    }
}
