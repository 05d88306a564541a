package io.gatehouse.adapters;

import static org.awaitility.Awaitility.await;

import io.gatehouse.adapters.aws.AwsClients;
import io.gatehouse.adapters.postgres.Database;
import io.gatehouse.adapters.postgres.PostgresTransactions;
import io.gatehouse.adapters.postgres.Schema;
import io.gatehouse.domain.store.Transactions;
import io.gatehouse.localcloud.store.PostgresServer;
import io.gatehouse.localcloud.store.QueueDefinition;
import io.gatehouse.localcloud.store.RedisServer;
import io.gatehouse.localcloud.store.SqsServer;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Real servers for the tests of this module, started when first asked for and shared by all of them. */
public final class Stores {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final AtomicInteger QUEUES = new AtomicInteger();

    private static final class Postgres {
        static final PostgresServer SERVER = PostgresServer.temporary();
    }

    private static final class Redis {
        static final RedisServer SERVER = RedisServer.temporary();
    }

    private static final class Sqs {
        static final SqsServer SERVER = SqsServer.temporary(IntStream.range(0, 20)
                .mapToObj(i -> QueueDefinition.of("queue-" + i))
                .toArray(QueueDefinition[]::new));
        static final SqsClient CLIENT;

        static {
            System.setProperty("aws.endpointUrlSqs", SERVER.endpoint());
            System.setProperty("aws.region", SqsServer.REGION);
            System.setProperty("aws.accessKeyId", "test");
            System.setProperty("aws.secretAccessKey", "test");
            CLIENT = AwsClients.build(SqsClient.builder(), Duration.ofSeconds(5), Duration.ofSeconds(5));
        }
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

    /** A connection to look behind the stores' backs; to be closed. */
    public static Connection connect(URI database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:" + database.toString().replace(PostgresServer.USER + "@", ""), PostgresServer.USER, "");
    }

    /** A server that no test stops. */
    public static URI cache() {
        return URI.create(Redis.SERVER.uri());
    }

    /** The URL of an empty queue. */
    public static URI freshQueue() {
        return URI.create(Sqs.SERVER.queueUrl("queue-" + QUEUES.getAndIncrement()));
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

    private static URI database(String query) {
        var name = "test_" + DATABASES.incrementAndGet();
        Postgres.SERVER.createDatabase(name);
        var url = URI.create(Postgres.SERVER.uri(name) + query);
        new Schema(url).migrate();
        return url;
    }
}
