package io.gatehouse.domain.testing;

import io.gatehouse.domain.credential.Credential;
import io.gatehouse.domain.credential.Credentials;
import java.util.Optional;
import java.util.UUID;

/** Credentials in memory. */
final class InMemoryCredentials implements Credentials {
    private final Table<Credential> credentials;

    InMemoryCredentials(Table<Credential> credentials) {
        this.credentials = credentials;
    }

    @Override
    public void put(Credential credential) {
        find(credential.kind(), credential.name()).ifPresent(before -> credentials.remove(before.id()));
        credentials.put(credential.id(), credential);
    }

    @Override
    public Optional<Credential> find(Credential.Kind kind, String name) {
        return credentials.first(c -> c.kind() == kind && c.name().equals(name));
    }

    @Override
    public Optional<Credential> byId(UUID id) {
        return credentials.find(id);
    }

    @Override
    public void replaceSecret(Credential stored, String secret) {
        byId(stored.id())
                .filter(before -> before.secret().equals(stored.secret()))
                .ifPresent(before -> credentials.put(
                        before.id(),
                        new Credential(
                                before.id(),
                                before.accountId(),
                                before.kind(),
                                before.name(),
                                secret,
                                before.createdAt())));
    }

    @Override
    public int removeSome(UUID accountId, int limit) {
        return credentials.removeSome(c -> c.accountId().equals(accountId), limit);
    }
}
