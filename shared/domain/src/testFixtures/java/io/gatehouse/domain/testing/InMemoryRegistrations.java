package io.gatehouse.domain.testing;

import io.gatehouse.domain.account.Registration;
import io.gatehouse.domain.account.Registrations;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Registrations in memory. */
final class InMemoryRegistrations implements Registrations {
    record Row(Registration registration, String passwordHash) {}

    private final Table<Row> registrations;

    InMemoryRegistrations(Table<Row> registrations) {
        this.registrations = registrations;
    }

    @Override
    public void add(Registration registration, String passwordHash) {
        registrations.put(registration.id(), new Row(registration, passwordHash));
    }

    @Override
    public Optional<Registration> byId(UUID id) {
        return registrations.find(id).map(Row::registration);
    }

    @Override
    public Optional<String> passwordHash(UUID id) {
        return registrations.find(id).map(Row::passwordHash);
    }

    @Override
    public Optional<Registration> newest(String emailKey, Instant now) {
        return ofEmail(emailKey, Integer.MAX_VALUE).stream()
                .filter(registration -> registration.expiresAt().isAfter(now))
                .findFirst();
    }

    @Override
    public List<Registration> ofEmail(String emailKey, int limit) {
        return registrations
                .newest(row -> row.registration().email().key().equals(emailKey))
                .map(Row::registration)
                .limit(limit)
                .toList();
    }

    @Override
    public boolean remove(Registration registration) {
        return registrations.remove(registration.id());
    }

    @Override
    public int removeSome(String emailKey, int limit) {
        return registrations.removeSome(row -> row.registration().email().key().equals(emailKey), limit);
    }
}
