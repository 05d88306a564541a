package io.gatehouse.domain.usecase;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.session.Directory;
import io.gatehouse.domain.session.Session;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Knows the accounts and sessions that it was told of, as the cache would; the real one is tested beside it. */
final class InMemoryDirectory implements Directory {
    private final Map<UUID, Account> accounts = new HashMap<>();
    private final Set<UUID> sessions = new HashSet<>();

    @Override
    public Optional<Found> signedIn(UUID accountId, UUID sessionId) {
        return sessions.contains(sessionId) ? account(accountId) : Optional.empty();
    }

    @Override
    public Optional<Found> account(UUID id) {
        return Optional.ofNullable(accounts.get(id)).map(account -> new Found(account, true));
    }

    @Override
    public void remember(Account account) {
        accounts.put(account.id(), account);
    }

    @Override
    public void remember(Account account, Session session) {
        remember(account);
        sessions.add(session.id());
    }

    @Override
    public boolean forget(UUID accountId) {
        accounts.remove(accountId);
        return true;
    }

    @Override
    public boolean forget(UUID accountId, UUID sessionId) {
        sessions.remove(sessionId);
        return true;
    }
}
