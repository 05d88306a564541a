package io.gatehouse.adapters.postgres;

import java.net.URI;
import org.flywaydb.core.Flyway;

/** The tables, in the versions of {@code db/migration}. */
public final class Schema {
    private final URI databaseUrl;

    /** @param databaseUrl as for {@link Database#pool} */
    public Schema(URI databaseUrl) {
        this.databaseUrl = databaseUrl;
    }

    /**
     * Brings the database to the newest version. Does nothing when it is there.
     *
     * @throws RuntimeException when a migration fails; those before it stay done
     */
    public void migrate() {
        Flyway.configure().dataSource(Database.source(databaseUrl)).load().migrate();
    }
}
