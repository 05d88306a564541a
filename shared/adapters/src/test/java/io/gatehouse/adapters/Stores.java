package io.gatehouse.adapters;

import io.gatehouse.adapters.postgres.Database;
import io.gatehouse.adapters.postgres.PostgresTransactions;
import io.gatehouse.adapters.postgres.Schema;
import io.gatehouse.domain.store.Transactions;
import io.gatehouse.localcloud.store.PostgresServer;
import io.gatehouse.localcloud.store.RedisServer;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** Real servers for the tests of this module, started when first asked for and shared by all of them. */
public final class Stores {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final class Postgres {
        static final PostgresServer SERVER = PostgresServer.temporary();
    }

    private static final class Redis {
        static final RedisServer SERVER = RedisServer.temporary();
    }

    private Stores() {}

    /** A database of its own, with the schema. */
    public static URI database() {
        return database("");
    }

    /** A database whose transactions have the isolation level, for example {@code repeatable read}. */
    public static URI databaseAt(String isolation) {
        var level = isolation.replace(" ", "%5C%20");
        return database("?options=-c%20default_transaction_isolation=" + level);
    }

    public static Transactions transactions(URI database) {
        return new PostgresTransactions(Database.pool(database, 10));
    }

    /** A server that no test stops. */
    public static URI cache() {
        return URI.create(Redis.SERVER.uri());
    }

    private static URI database(String query) {
        var name = "test_" + DATABASES.incrementAndGet();
        Postgres.SERVER.createDatabase(name);
        var url = URI.create(Postgres.SERVER.uri(name) + query);
        new Schema(url).migrate();
        return url;
    }
}
