package io.gatehouse.domain.testing;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.StoredAccount;
import io.gatehouse.domain.session.AccountLookup;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.work.TransactionalStores;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A cache that keeps everything until it is told to forget: what a use case does not invalidate is found stale. Safe
 * for use by several threads: {@code forget} waits for a look-up that reads the stores, so that nothing stale is kept.
 */
public final class InMemoryAccountLookup implements AccountLookup {
    private final TransactionalStores stores;
    private final InstantSource clock;
    private final Map<UUID, Account> accounts = new HashMap<>();
    private final Map<UUID, Session> sessions = new HashMap<>();
    private boolean down;

    public InMemoryAccountLookup(TransactionalStores stores, InstantSource clock) {
        this.stores = stores;
        this.clock = clock;
    }

    /** From now on, whether the cache neither answers nor forgets. */
    public synchronized void setDown(boolean down) {
        this.down = down;
        accounts.clear();
        sessions.clear();
    }

    /**
     * As the real one, it answers from the cache only that a session lives: one that seems to be over is read again.
     */
    @Override
    public synchronized Optional<Found> signedIn(UUID accountId, UUID sessionId) {
        var account = accounts.get(accountId);
        var session = sessions.get(sessionId);
        if (account != null && session != null && lives(session, account)) {
            return Optional.of(new Found(account, true));
        }
        return stores.run(s -> s.sessions().find(sessionId))
                .filter(held -> lives(held.session(), held.account())
                        && held.account().id().equals(accountId))
                .map(held -> {
                    remember(held.account());
                    remember(held.account(), held.session());
                    return new Found(held.account(), held.account().equals(account));
                });
    }

    private boolean lives(Session session, Account account) {
        return session.accountId().equals(account.id()) && session.livesIn(account, clock.instant());
    }

    @Override
    public synchronized Optional<Found> account(UUID id) {
        var cached = accounts.get(id);
        if (cached != null) {
            return Optional.of(new Found(cached, true));
        }
        var account = stores.run(s -> s.accounts().byId(id)).map(StoredAccount::account);
        account.filter(known -> !down).ifPresent(known -> accounts.put(id, known));
        return account.map(known -> new Found(known, false));
    }

    @Override
    public synchronized void remember(Account account) {
        if (!down) {
            accounts.put(account.id(), account);
        }
    }

    @Override
    public synchronized void remember(Account account, Session session) {
        if (!down) {
            sessions.put(session.id(), session);
        }
    }

    @Override
    public synchronized boolean forget(UUID accountId) {
        accounts.remove(accountId);
        return !down;
    }

    @Override
    public synchronized boolean forget(UUID accountId, UUID sessionId) {
        sessions.remove(sessionId);
        return !down;
    }
}
