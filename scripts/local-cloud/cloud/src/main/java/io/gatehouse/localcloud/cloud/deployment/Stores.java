package io.gatehouse.localcloud.cloud.deployment;

import io.gatehouse.localcloud.cloud.template.Properties;
import io.gatehouse.localcloud.cloud.template.Resource;
import io.gatehouse.localcloud.cloud.template.Stack;
import io.gatehouse.localcloud.services.Json;
import io.gatehouse.localcloud.services.LocalCloudException;
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
import java.util.function.Function;

/** The servers behind a template's resources. They start at the same time, a database or cache only if there is one. */
final class Stores implements AutoCloseable {
    /** SES and Secrets Manager. */
    record AwsServices(AwsServer server, Mailbox mailbox, Secrets secrets) implements AutoCloseable {
        @Override
        public void close() {
            server.close();
        }
    }

    private static final Executor IN_A_THREAD = task -> Thread.ofPlatform().start(task);

    private final Progress progress;
    private final Optional<Bridge> bridge;
    private final CompletableFuture<Optional<PostgresServer>> postgres = new CompletableFuture<>();
    private final CompletableFuture<Optional<RedisServer>> redis = new CompletableFuture<>();
    private final CompletableFuture<SqsServer> sqs = new CompletableFuture<>();
    private final CompletableFuture<AwsServices> aws = new CompletableFuture<>();

    Stores(Progress progress, Optional<Bridge> bridge) {
        this.progress = progress;
        this.bridge = bridge;
    }

    /** Returns at once; whoever asks for a server waits for it. */
    void start(Stack stack, DataFolder data) {
        start(postgres, stack, Resource.DATABASE, databases -> postgres(databases, data));
        start(redis, stack, Resource.CACHE, caches -> redis(data));
        aws.completeAsync(() -> aws(stack, data), IN_A_THREAD);
        sqs.completeAsync(() -> sqs(stack, data), IN_A_THREAD);
    }

    /**
     * Creates what a changed template has in addition, and gives queues their new properties. What it has no more
     * stays.
     *
     * @throws LocalCloudException if it is the first database or cache
     */
    void change(Stack stack) {
        stack.resources(Resource.CACHE).forEach(cache -> present(redis(), cache));
        stack.resources(Resource.DATABASE)
                .forEach(database -> ClusterDatabase.of(database).createIn(present(postgres(), database), bridge));
        stack.resources(Resource.SECRET).forEach(secret -> create(aws().secrets(), stack.name(), secret));
        sqs().define(queues(stack));
    }

    private static <T> T present(Optional<T> server, Resource resource) {
        return server.orElseThrow(
                () -> new LocalCloudException("%s: its server starts with the local cloud only: start that anew."
                        .formatted(resource.properties().place())));
    }

    private static <T> void start(
            CompletableFuture<Optional<T>> server, Stack stack, String type, Function<List<Resource>, T> start) {
        var resources = stack.resources(type).toList();
        server.completeAsync(
                () -> resources.isEmpty() ? Optional.empty() : Optional.of(start.apply(resources)), IN_A_THREAD);
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

    private SqsServer sqs(Stack stack, DataFolder data) {
        var server = SqsServer.start(data.resolve("sqs"), queues(stack), bridge);
        progress.done("SQS is up at " + server.endpoint());
        return server;
    }

    private AwsServices aws(Stack stack, DataFolder data) {
        var mailbox = Mailbox.open(data.resolve("mail.jsonl"));
        var secrets = Secrets.open(data.resolve("secrets.json"));
        stack.resources(Resource.SECRET).forEach(secret -> create(secrets, stack.name(), secret));
        return new AwsServices(
                AwsServer.start(new Ses(mailbox), secrets, bridge.map(Bridge::address)), mailbox, secrets);
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
                        .map(description -> SecretGenerator.secretString(Json.tree(description)))
                        .or(() -> properties.text("SecretString"))
                        .orElse(""));
    }

    private static List<QueueDefinition> queues(Stack stack) {
        return stack.resources(Resource.QUEUE)
                .map(queue -> definition(stack, queue))
                .toList();
    }

    private static QueueDefinition definition(Stack stack, Resource queue) {
        var properties = queue.properties();
        var definition = new QueueDefinition(
                queueName(stack.name(), queue),
                Duration.ofSeconds(properties.number("VisibilityTimeout", 30)),
                Duration.ofSeconds(properties.number("ReceiveMessageWaitTimeSeconds", 0)),
                Duration.ofSeconds(properties.number("DelaySeconds", 0)),
                null);
        var most = properties.nested("RedrivePolicy").number("maxReceiveCount", 10);
        return deadLetterQueue(queue)
                .map(name -> definition.withRedrive(name, most))
                .orElse(definition);
    }

    /** The name of the queue where its messages go that are received too often. */
    static Optional<String> deadLetterQueue(Resource queue) {
        var redrive = queue.properties().nested("RedrivePolicy");
        return redrive.names().isEmpty() ? Optional.empty() : Optional.of(nameInArn(redrive));
    }

    private static String nameInArn(Properties redrive) {
        var arn = redrive.requiredText("deadLetterTargetArn");
        return arn.substring(arn.lastIndexOf(':') + 1);
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
        return await(sqs);
    }

    AwsServices aws() {
        return await(aws);
    }

    /** @throws RuntimeException the first reason for which a server did not start */
    void await() {
        postgres();
        redis();
        sqs();
        aws();
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
        var stops = List.of(
                stop(postgres), stop(redis), stop(sqs.thenApply(Optional::of)), stop(aws.thenApply(Optional::of)));
        stops.forEach(CompletableFuture::join);
    }

    private static <T extends AutoCloseable> CompletableFuture<Void> stop(CompletableFuture<Optional<T>> server) {
        return server.handleAsync(
                (started, failure) -> {
                    if (started != null) {
                        started.ifPresent(Closing::quietly);
                    }
                    return null;
                },
                IN_A_THREAD);
    }
}
