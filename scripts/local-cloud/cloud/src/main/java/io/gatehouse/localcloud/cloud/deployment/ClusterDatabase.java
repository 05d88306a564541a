package io.gatehouse.localcloud.cloud.deployment;

import io.gatehouse.localcloud.cloud.template.Resource;
import io.gatehouse.localcloud.services.LocalCloudException;
import io.gatehouse.localcloud.services.store.Bridge;
import io.gatehouse.localcloud.services.store.PostgresServer;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/** The database of an {@code AWS::RDS::DBCluster} and its owner. */
record ClusterDatabase(String name, String owner) {
    private static final String PLAIN_NAME = "[a-z_][a-z0-9_]{0,62}";

    static ClusterDatabase of(Resource cluster) {
        var properties = cluster.properties();
        var database = new ClusterDatabase(
                properties.text("DatabaseName").orElse("postgres"),
                properties.text("MasterUsername").orElse(PostgresServer.USER));
        if (!database.name.matches(PLAIN_NAME) || !database.owner.matches(PLAIN_NAME)) {
            throw properties.wrong("DatabaseName and MasterUsername", "must be plain lower-case names");
        }
        return database;
    }

    /** Creates what is not there yet. By a bridge the owner can come in with its password. */
    void createIn(PostgresServer server, Optional<Bridge> bridge) {
        server.createDatabase(name);
        try (var connection = DriverManager.getConnection(server.jdbcUrl(name));
                var statement = connection.createStatement()) {
            statement.execute("""
                    DO $$ BEGIN
                        CREATE ROLE %1$s LOGIN CREATEDB CREATEROLE;
                    EXCEPTION WHEN duplicate_object THEN NULL;
                    END $$;
                    ALTER DATABASE %2$s OWNER TO %1$s;
                    ALTER ROLE %1$s PASSWORD %3$s""".formatted(
                    owner, name, bridge.map(at -> "'" + at.password() + "'").orElse("NULL")));
        } catch (SQLException e) {
            throw new LocalCloudException(
                    "The database %s cannot be given to %s: %s".formatted(name, owner, e.getMessage()));
        }
    }
}
