package io.gatehouse.adapters.postgres;

import java.net.URI;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables, in the versions of {@code db/migration}. */
public final class Schema {
    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

    private final URI databaseUrl;

    /** Thrown when the database has the schema of other migrations; those may change until the first release. */
    public static final class OtherSchema extends RuntimeException {
        OtherSchema() {
            super("The database has the schema of another version of Gatehouse, from before its first release."
                    + " Start with an empty one; locally: scripts/dev --fresh");
        }

        /** What is wrong and what to do. */
        public String explanation() {
            return String.valueOf(getMessage());
        }
    }

    /** @param databaseUrl as for {@link Database#at} */
    public Schema(URI databaseUrl) {
        this.databaseUrl = databaseUrl;
    }

    /**
     * Brings the database to the newest version. Does nothing when it has that.
     *
     * @throws OtherSchema when other migrations made the database
     * @throws RuntimeException when a migration fails; those before it stay done
     */
    public void migrate() {
        var flyway = Flyway.configure().dataSource(Database.source(databaseUrl)).load();
        try {
            var applied = flyway.migrate().migrationsExecuted;
            LOG.atInfo().addKeyValue("applied", applied).log("schema is up to date");
        } catch (FlywayValidateException e) {
            throw new OtherSchema();
        }
    }
}
