package io.gatehouse.localcloud.cloud.deployment;

import io.gatehouse.localcloud.cloud.template.Properties;
import io.gatehouse.localcloud.cloud.template.Resource;
import io.gatehouse.localcloud.cloud.template.Stack;
import io.gatehouse.localcloud.services.Closing;
import io.gatehouse.localcloud.services.JsonCodec;
import io.gatehouse.localcloud.services.aws.AwsServer;
import io.gatehouse.localcloud.services.aws.Mailbox;
import io.gatehouse.localcloud.services.aws.SecretGenerator;
import io.gatehouse.localcloud.services.aws.Secrets;
import io.gatehouse.localcloud.services.aws.Ses;
import io.gatehouse.localcloud.services.store.Bridge;
import io.gatehouse.localcloud.services.store.PostgresServer;
import io.gatehouse.localcloud.services.store.QueueDefinition;
import io.gatehouse.localcloud.services.store.RedisServer;
import io.gatehouse.localcloud.services.store.SqsServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The servers behind a template's resources. They start at the same time, a database or cache only if there is one. */
final class BackingServices implements AutoCloseable {
    private static final Executor IN_A_THREAD = task -> Thread.ofPlatform().start(task);

    private final Progress progress;
    private final Optional<Bridge> bridge;
    private final CompletableFuture<Optional<PostgresServer>> postgres = new CompletableFuture<>();
    private final CompletableFuture<Optional<RedisServer>> redis = new CompletableFuture<>();
    private final CompletableFuture<Optional<SqsServer>> sqs = new CompletableFuture<>();
    private final CompletableFuture<Optional<AwsServices>> aws = new CompletableFuture<>();

    /** SES and Secrets Manager. */
    record AwsServices(AwsServer server, Mailbox mailbox, Secrets secrets) implements AutoCloseable {
        @Override
        public void close() {
            server.close();
        }
    }

    BackingServices(Progress progress, Optional<Bridge> bridge) {
        this.progress = progress;
        this.bridge = bridge;
    }

    /** Returns at once; whoever asks for a server waits for it. */
    void start(Stack stack, DataFolder data) {
        var databases = stack.resources(Resource.DATABASE).toList();
        var hasCache = stack.resources(Resource.CACHE).findAny().isPresent();
        start(postgres, !databases.isEmpty(), () -> postgres(databases, data));
        start(redis, hasCache, () -> redis(data));
        start(aws, true, () -> aws(stack, data));
        start(sqs, true, () -> sqs(stack, data));
    }

    private static <T> void start(CompletableFuture<Optional<T>> server, boolean isWanted, Supplier<T> start) {
        server.completeAsync(() -> isWanted ? Optional.of(start.get()) : Optional.empty(), IN_A_THREAD);
    }

    private PostgresServer postgres(List<Resource> databases, DataFolder data) {
        var server = PostgresServer.start(data.resolve("postgres"), bridge);
        databases.forEach(database -> ClusterDatabase.of(database).createIn(server, bridge));
        progress.done("PostgreSQL is up on port " + server.port());
        return server;
    }

    private RedisServer redis(DataFolder data) {
        var server = RedisServer.start(data.resolve("redis"), bridge);
        progress.done("Redis is up on port " + server.port());
        return server;
    }

    private AwsServices aws(Stack stack, DataFolder data) {
        var mailbox = Mailbox.open(data.resolve("mail.jsonl"));
        var secrets = Secrets.open(data.resolve("secrets.json"));
        stack.resources(Resource.SECRET).forEach(secret -> create(secrets, stack.name(), secret));
        var server = AwsServer.start(new Ses(mailbox), secrets, bridge.map(Bridge::address));
        return new AwsServices(server, mailbox, secrets);
    }

    /** Creates the secret unless it is there, and returns its ARN. */
    String secretArn(String stackName, Resource secret) {
        return create(aws().secrets(), stackName, secret);
    }

    private static String create(Secrets secrets, String stackName, Resource secret) {
        var properties = secret.properties();
        var name = properties.text("Name").orElseGet(() -> stackName + "-" + secret.id());
        return secrets.create(
                name,
                () -> properties
                        .value("GenerateSecretString")
                        .map(description -> SecretGenerator.secretString(JsonCodec.tree(description)))
                        .or(() -> properties.text("SecretString"))
                        .orElse(""));
    }

    private SqsServer sqs(Stack stack, DataFolder data) {
        var queues = stack.resources(Resource.QUEUE)
                .map(queue -> definition(queueName(stack.name(), queue), queue.properties()))
                .toList();
        var server = SqsServer.start(data.resolve("sqs"), queues, bridge);
        progress.done("SQS is up at " + server.endpoint());
        return server;
    }

    private static QueueDefinition definition(String name, Properties queue) {
        var most = queue.nested("RedrivePolicy").number("maxReceiveCount", 10);
        return new QueueDefinition(
                name,
                Duration.ofSeconds(queue.number("VisibilityTimeout", 30)),
                Duration.ofSeconds(queue.number("ReceiveMessageWaitTimeSeconds", 0)),
                Duration.ofSeconds(queue.number("DelaySeconds", 0)),
                deadLetterQueue(queue)
                        .map(target -> new QueueDefinition.Redrive(target, most))
                        .orElse(null));
    }

    /** The name of the queue where its messages go that are received too often. */
    static Optional<String> deadLetterQueue(Properties queue) {
        var redrive = queue.nested("RedrivePolicy");
        return redrive.names().isEmpty()
                ? Optional.empty()
                : Optional.of(redrive.requiredText("deadLetterTargetArn").replaceFirst(".*:", ""));
    }

    /** The {@code QueueName}, or one made of the stack's name and the logical id. */
    static String queueName(String stackName, Resource queue) {
        return queue.properties().text("QueueName").orElseGet(() -> stackName + "-" + queue.id());
    }

    Optional<PostgresServer> postgres() {
        return await(postgres);
    }

    Optional<RedisServer> redis() {
        return await(redis);
    }

    SqsServer sqs() {
        return await(sqs).orElseThrow();
    }

    AwsServices aws() {
        return await(aws).orElseThrow();
    }

    /** @throws RuntimeException the first reason for which a server did not start */
    void await() {
        Stream.of(postgres, redis, sqs, aws).forEach(BackingServices::await);
    }

    private static <T> T await(CompletableFuture<T> server) {
        try {
            return server.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Stops all that have started, at the same time. */
    @Override
    public void close() {
        var stops = List.of(stop(postgres), stop(redis), stop(sqs), stop(aws));
        stops.forEach(CompletableFuture::join);
    }

    private static <T extends AutoCloseable> CompletableFuture<Void> stop(CompletableFuture<Optional<T>> server) {
        return server.handleAsync(
                (started, failure) -> {
                    Optional.ofNullable(started).flatMap(it -> it).ifPresent(Closing::quietly);
                    return null;
                },
                IN_A_THREAD);
    }
}
