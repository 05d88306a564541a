package io.gatehouse.adapters.postgres;

import io.gatehouse.adapters.RealServers;
import io.gatehouse.adapters.cache.CachedAccountLookup;
import io.gatehouse.adapters.cache.Connected;
import io.gatehouse.adapters.cache.Redis;
import io.gatehouse.domain.testing.InMemoryPorts;
import io.gatehouse.domain.testing.model.Sequences;
import io.gatehouse.domain.testing.model.Thefts;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The model of sessions, once more on PostgreSQL and Redis. */
class SessionsModelTest {
    private static final int SEQUENCES = 20;

    @Test
    void useCasesDoWhatTheModelSays() {
        try (var redis = Connected.to(RealServers.cache())) {
            Sequences.run(SEQUENCES, ports(redis));
        }
    }

    @Test
    void everyThiefIsNoticedAndNoHonestClientIsSignedOut() {
        try (var redis = Connected.to(RealServers.cache())) {
            Thefts.everyThiefIsNoticed(SEQUENCES, ports(redis));
            Thefts.noHonestClientIsSignedOut(SEQUENCES, ports(redis));
        }
    }

    private static Supplier<InMemoryPorts> ports(Redis redis) {
        var stores = RealServers.transactions(RealServers.database());
        return () -> new InMemoryPorts(stores, clock -> new CachedAccountLookup(redis, stores, clock));
    }
}
