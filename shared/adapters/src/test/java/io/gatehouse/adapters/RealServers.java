package io.gatehouse.adapters;

import static org.awaitility.Awaitility.await;

import io.gatehouse.adapters.aws.AwsClients;
import io.gatehouse.adapters.postgres.Database;
import io.gatehouse.adapters.postgres.PostgresTransactions;
import io.gatehouse.adapters.postgres.Schema;
import io.gatehouse.domain.work.TransactionalStores;
import io.gatehouse.localcloud.services.aws.AwsAccount;
import io.gatehouse.localcloud.services.aws.AwsServer;
import io.gatehouse.localcloud.services.aws.Mailbox;
import io.gatehouse.localcloud.services.aws.Secrets;
import io.gatehouse.localcloud.services.aws.Ses;
import io.gatehouse.localcloud.services.store.PostgresServer;
import io.gatehouse.localcloud.services.store.RedisServer;
import io.gatehouse.localcloud.services.store.SqsServer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import redis.clients.jedis.Jedis;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Real servers for the tests of this module, started when first asked for and shared by all of them. */
public final class RealServers {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final AtomicInteger QUEUES = new AtomicInteger();
    private static final AtomicInteger SECRETS = new AtomicInteger();

    private static final class Postgres {
        static final PostgresServer SERVER = PostgresServer.temporary();
        /** Emptied whenever it is asked for: that takes a fraction of the time that making one takes. */
        static final ThreadLocal<String> OF_THIS_THREAD = ThreadLocal.withInitial(Postgres::migrated);
        /** Of few rows; to truncate makes files anew. A transaction that a test has left open fails the next one. */
        static final String EMPTY = """
                SET lock_timeout = '10s';
                DO $$
                DECLARE name text;
                BEGIN
                  FOR name IN SELECT tablename FROM pg_tables
                      WHERE schemaname = 'public' AND tablename <> 'flyway_schema_history' LOOP
                    EXECUTE format('DELETE FROM %I', name);
                  END LOOP;
                END $$
                """;

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
        }

        static String migrated() {
            var name = "test_" + DATABASES.incrementAndGet();
            SERVER.createDatabase(name);
            new Schema(URI.create(SERVER.uri(name))).migrate();
            return name;
        }

        static void empty(String database) {
            try (var connection = DriverManager.getConnection(SERVER.jdbcUrl(database));
                    var statement = connection.createStatement()) {
                statement.execute(EMPTY);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class Redis {
        static final RedisServer SERVER = RedisServer.temporary();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
        }
    }

    private static final class Sqs {
        static final SqsServer SERVER = SqsServer.temporary();
        static final SqsClient CLIENT;

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
            System.setProperty("aws.endpointUrlSqs", SERVER.endpoint());
            CLIENT = AwsClients.build(SqsClient.builder(), Duration.ofSeconds(30), Duration.ofSeconds(30));
        }
    }

    private static final class SecretsManager {
        static final Secrets SECRETS;

        static {
            try {
                var folder = Files.createTempDirectory("secrets");
                SECRETS = Secrets.open(folder.resolve("secrets.json"));
                var ses = new Ses(Mailbox.open(folder.resolve("mailbox.json")));
                System.setProperty(
                        "aws.endpointUrlSecretsManager",
                        AwsServer.start(ses, SECRETS).endpoint());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static {
        System.setProperty("com.zaxxer.hikari.housekeeping.periodMs", "1000"); // looks for idle connections
        System.setProperty("aws.region", AwsAccount.REGION);
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
    }

    /** Many tests share the server's connections. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private RealServers() {}

    /**
     * An empty database with the schema. The thread has only one, so a test class too: what was in it before is gone,
     * and what outlives its test writes into the next one's.
     */
    public static URI database() {
        return database("");
    }

    /** The same; its transactions have the isolation level, for example {@code repeatable read}. */
    public static URI databaseAt(String isolation) {
        var level = isolation.replace(" ", "%5C%20");
        return database("?options=-c%20default_transaction_isolation=" + level);
    }

    public static TransactionalStores transactions(URI database) {
        return new PostgresTransactions(Database.at(database, 10, SOON));
    }

    /** A connection to look behind the stores' backs; to be closed. */
    public static Connection connect(URI database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:" + database.toString().replace(PostgresServer.USER + "@", ""), PostgresServer.USER, "");
    }

    /** All that stands in a database, table by table, as {@code COPY} writes it. */
    public static String contents(URI database) {
        try (var connection = connect(database);
                var tables = connection
                        .createStatement()
                        .executeQuery("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
            var copied = new StringWriter();
            while (tables.next()) {
                var copy = connection.unwrap(PGConnection.class).getCopyAPI();
                copy.copyOut("COPY " + tables.getString(1) + " TO STDOUT", copied);
            }
            return copied.toString();
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A server that no test stops. */
    public static URI cache() {
        return URI.create(Redis.SERVER.uri());
    }

    /** All keys and values of the cache. */
    public static String cached() {
        try (var jedis = new Jedis(cache())) {
            return jedis.keys("*").stream()
                    .map(key -> key + " " + jedis.get(key))
                    .collect(Collectors.joining("\n"));
        }
    }

    /** The URL of an empty queue. */
    public static URI freshQueue() {
        var name = "queue-" + QUEUES.incrementAndGet();
        return URI.create(Sqs.CLIENT.createQueue(r -> r.queueName(name)).queueUrl());
    }

    /** The bodies of the messages in the queue, once there are so many; they are taken out. */
    public static List<String> receive(URI queue, int count) {
        var bodies = new ArrayList<String>();
        await().until(() -> {
            Sqs.CLIENT.receiveMessage(r -> r.queueUrl(queue.toString()).maxNumberOfMessages(10)).messages().stream()
                    .map(Message::body)
                    .forEach(bodies::add);
            return bodies.size() >= count;
        });
        return bodies;
    }

    /** The name of a secret that holds an empty JSON object. */
    public static String freshSecret() {
        return freshSecret("{}");
    }

    /** The name of a secret that holds this text. */
    public static String freshSecret(String text) {
        var name = "secret-" + SECRETS.incrementAndGet();
        SecretsManager.SECRETS.create(name, () -> text);
        return name;
    }

    private static URI database(String query) {
        var name = Postgres.OF_THIS_THREAD.get();
        Postgres.empty(name);
        return URI.create(Postgres.SERVER.uri(name) + query);
    }
}
