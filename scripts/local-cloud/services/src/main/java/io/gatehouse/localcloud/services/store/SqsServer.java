package io.gatehouse.localcloud.services.store;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.gatehouse.localcloud.services.Folders;
import io.gatehouse.localcloud.services.LocalCloudException;
import io.gatehouse.localcloud.services.LocalServer;
import io.gatehouse.localcloud.services.aws.AwsAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.CreateQueueData;
import org.elasticmq.DeadLettersQueueData;
import org.elasticmq.MillisVisibilityTimeout;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.msg.CreateQueue;
import org.elasticmq.msg.RestoreMessages;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.elasticmq.util.NowProvider;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import scala.util.Either;

/**
 * An SQS server (ElasticMQ) inside this JVM, whose messages survive its end: each is a file until it is deleted. Queues
 * are made from their definitions at every start.
 */
public final class SqsServer implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Config CONFIG =
            ConfigFactory.parseString("""
            pekko {
              loglevel = WARNING
              stdout-loglevel = OFF
              daemonic = on
              jvm-shutdown-hooks = off
              coordinated-shutdown.exit-jvm = off
              coordinated-shutdown.run-by-jvm-shutdown-hook = off
              http.server.idle-timeout = 120 s
            }
            """).withFallback(ConfigFactory.load(SqsServer.class.getClassLoader()));

    /** A message that a queue holds. */
    public record QueuedMessage(String id, Instant sentAt, int receiveCount, String body) {}

    private final Path folder;
    private final boolean temporary;
    private final ActorSystem actors = ActorSystem.create("sqs", CONFIG, SqsServer.class.getClassLoader());
    private final MessageFiles files;
    private final ActorRef manager;
    private final int port;

    private SqsServer(Path folder, boolean temporary, List<QueueDefinition> queues, Optional<Bridge> bridge) {
        this.folder = folder;
        this.temporary = temporary;
        this.files = new MessageFiles(folder);
        try {
            var recorder =
                    actors.actorOf(Props.create(MessageFiles.Recorder.class, () -> new MessageFiles.Recorder(files)));
            this.manager = actors.actorOf(Props.create(
                    QueueManagerActor.class,
                    () -> new QueueManagerActor(new NowProvider(), StrictSQSLimits$.MODULE$, Option.apply(recorder))));
            deadLetterQueuesFirst(queues).forEach(this::create);
            this.port = serve(LocalServer.HOST, 0);
            bridge.ifPresent(at -> serve(at.address(), port));
        } catch (RuntimeException e) {
            terminate();
            throw new LocalCloudException("The SQS server did not start: " + e.getMessage(), e);
        }
    }

    /** Starts on a free port with the messages that {@code folder} holds. */
    public static SqsServer start(Path folder, List<QueueDefinition> queues) {
        return start(folder, queues, Optional.empty());
    }

    /** As {@link #start(Path, List)}, and on a bridge as well. */
    public static SqsServer start(Path folder, List<QueueDefinition> queues, Optional<Bridge> bridge) {
        return new SqsServer(Folders.create(folder), false, queues, bridge);
    }

    /** Starts on a free port, empty, with a folder that is deleted when the server is closed. */
    public static SqsServer temporary(QueueDefinition... queues) {
        return new SqsServer(Folders.temporary("sqs"), true, List.of(queues), Optional.empty());
    }

    private static List<QueueDefinition> deadLetterQueuesFirst(List<QueueDefinition> queues) {
        return queues.stream()
                .sorted(Comparator.comparing(queue -> queue.redrive() != null))
                .toList();
    }

    /** The port: a free one for 0. */
    private int serve(String host, int wanted) {
        return SQSRestServerBuilder.withActorSystem(actors)
                .withQueueManagerActor(manager)
                .withInterface(host)
                .withPort(wanted)
                .withAWSRegion(AwsAccount.REGION)
                .withAWSAccountId(AwsAccount.ID)
                .start()
                .waitUntilStarted()
                .localAddress()
                .getPort();
    }

    /** With the messages that the folder holds. */
    private void create(QueueDefinition queue) {
        var created = (Either<?, ?>) ask(manager, new CreateQueue(data(queue)));
        var actor = (ActorRef) created.fold(
                error -> {
                    throw new LocalCloudException("the queue %s cannot be created: %s".formatted(queue.name(), error));
                },
                ref -> ref);
        ask(
                actor,
                new RestoreMessages(CollectionConverters.asScala(files.read(queue.name(), Long.MAX_VALUE))
                        .toList()));
    }

    private static CreateQueueData data(QueueDefinition queue) {
        return new CreateQueueData(
                queue.name(),
                Option.apply(visibilityTimeout(queue)),
                Option.apply(queue.delay()),
                Option.apply(queue.receiveWait()),
                Option.empty(),
                Option.empty(),
                redrive(queue),
                false,
                false,
                Option.empty(),
                Option.empty(),
                CollectionConverters.asScala(java.util.Map.<String, String>of())
                        .toMap(scala.$less$colon$less$.MODULE$.refl()));
    }

    private static MillisVisibilityTimeout visibilityTimeout(QueueDefinition queue) {
        return new MillisVisibilityTimeout(queue.visibilityTimeout().toMillis());
    }

    private static Option<DeadLettersQueueData> redrive(QueueDefinition queue) {
        return Option.apply(queue.redrive())
                .map(target -> new DeadLettersQueueData(target.deadLetterQueue(), target.maxReceiveCount()));
    }

    private static Object ask(ActorRef actor, Object message) {
        return Patterns.ask(actor, message, TIMEOUT).toCompletableFuture().join();
    }

    /** {@code http://127.0.0.1:port}, for {@code AWS_ENDPOINT_URL_SQS}. */
    public String endpoint() {
        return "http://%s:%s".formatted(LocalServer.HOST, port);
    }

    public String queueUrl(String name) {
        return "%s/%s/%s".formatted(endpoint(), AwsAccount.ID, name);
    }

    public static String queueArn(String name) {
        return AwsAccount.arn("sqs", name);
    }

    /** Some of the messages that a queue holds, at most so many: those that wait and those that are in flight. */
    public List<QueuedMessage> messages(String queue, int most) {
        return files.read(queue, most).stream()
                .map(message -> new QueuedMessage(
                        message.id(),
                        message.created().toInstant(),
                        message.receiveCount(),
                        message.content().value()))
                .sorted(Comparator.comparing(QueuedMessage::sentAt))
                .toList();
    }

    @Override
    public void close() {
        terminate();
        if (temporary) {
            Folders.delete(folder);
        }
    }

    private void terminate() {
        actors.terminate();
        try {
            actors.getWhenTerminated()
                    .toCompletableFuture()
                    .orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new LocalCloudException("The SQS server did not stop.", e);
        }
    }
}
