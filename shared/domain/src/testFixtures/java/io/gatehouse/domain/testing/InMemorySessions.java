package io.gatehouse.domain.testing;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Accounts;
import io.gatehouse.domain.session.Rotation;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.session.Sessions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

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
    public List<Session> ofAccount(UUID accountId, long epoch) {
        return sessions.newest(s -> s.accountId().equals(accountId) && s.epoch() == epoch)
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
        return change(refreshed.id(), s -> s.counter() == refreshed.counter() - 1, s -> {
            var to = refreshed.rotation();
            var late = s.rotation();
            return with(
                    s,
                    new Rotation(to.counter(), to.at(), to.userAgent(), late.lateCounter(), late.lateStreak()),
                    refreshed.idleExpiresAt());
        });
    }

    @Override
    public boolean markLate(Session repeated) {
        return change(
                repeated.id(),
                s -> s.counter() == repeated.counter() && s.rotation().lateCounter() != s.counter(),
                s -> {
                    var at = s.rotation();
                    var streak = repeated.rotation().lateStreak();
                    return with(
                            s,
                            new Rotation(at.counter(), at.at(), at.userAgent(), at.counter(), streak),
                            s.idleExpiresAt());
                });
    }

    @Override
    public boolean move(UUID id, long from, long to) {
        return change(id, s -> s.epoch() == from, s -> s.movedTo(to));
    }

    private boolean change(UUID id, Predicate<Session> condition, UnaryOperator<Session> change) {
        var stored = sessions.find(id).filter(condition);
        stored.ifPresent(session -> sessions.put(id, change.apply(session)));
        return stored.isPresent();
    }

    private static Session with(Session s, Rotation rotation, Instant idleExpiresAt) {
        return new Session(
                s.id(),
                s.accountId(),
                s.epoch(),
                s.refreshKey(),
                rotation,
                s.authentication(),
                s.client(),
                s.createdAt(),
                idleExpiresAt,
                s.expiresAt());
    }

    @Override
    public int count(UUID accountId) {
        return ofAccount(accountId, Integer.MAX_VALUE).size();
    }

    @Override
    public List<Session> leastUsed(Account account, UUID except, Instant now, int limit) {
        Predicate<Session> isLive = s -> s.epoch() == account.epoch() && now.isBefore(s.idleExpiresAt());
        return sessions.after(null)
                .filter(s -> s.accountId().equals(account.id()) && !s.id().equals(except))
                .sorted(Comparator.comparing(isLive::test).thenComparing(Session::refreshedAt))
                .limit(limit)
                .toList();
    }

    @Override
    public boolean removeUnrefreshed(Session session) {
        return sessions.find(session.id())
                        .filter(s -> s.counter() == session.counter())
                        .isPresent()
                && sessions.remove(session.id());
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
