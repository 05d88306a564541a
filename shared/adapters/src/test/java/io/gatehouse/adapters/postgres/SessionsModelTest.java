package io.gatehouse.adapters.postgres;

import io.gatehouse.adapters.Stores;
import io.gatehouse.adapters.cache.CachedAccountLookup;
import io.gatehouse.adapters.cache.Connected;
import io.gatehouse.domain.testing.InMemoryPorts;
import io.gatehouse.domain.testing.model.Sequences;
import org.junit.jupiter.api.Test;

/** The model of sessions, once more on PostgreSQL and Redis. */
class SessionsModelTest {
    private static final int SEQUENCES = 20;

    @Test
    void useCasesDoWhatTheModelSays() {
        var stores = Stores.transactions(Stores.database());
        try (var redis = Connected.to(Stores.cache())) {
            Sequences.run(
                    SEQUENCES, () -> new InMemoryPorts(stores, clock -> new CachedAccountLookup(redis, stores, clock)));
        }
    }
}
