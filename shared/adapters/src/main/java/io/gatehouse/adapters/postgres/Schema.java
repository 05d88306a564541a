package io.gatehouse.adapters.postgres;

import java.net.URI;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables, in the versions of {@code db/migration}. */
public final class Schema {
    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

    private final URI databaseUrl;

    /** @param databaseUrl as for {@link Database#at} */
    public Schema(URI databaseUrl) {
        this.databaseUrl = databaseUrl;
    }

    /**
     * Brings the database to the newest version. Does nothing when it is there.
     *
     * @throws RuntimeException when a migration fails; those before it stay done
     */
    public void migrate() {
        var result = Flyway.configure()
                .dataSource(Database.source(databaseUrl))
                .load()
                .migrate();
        LOG.atInfo().addKeyValue("applied", result.migrationsExecuted).log("schema is up to date");
    }
}
