package io.gatehouse.localcloud.cloud.queue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import io.gatehouse.localcloud.cloud.runtime.Invoker;
import io.gatehouse.localcloud.services.store.SqsClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Feeds a function from a queue as Lambda does. What failed is delivered again after the visibility timeout. */
public final class SqsEventSource implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqsEventSource.class);
    private static final int MOST_PER_RECEIVE = 10;
    private static final int LONGEST_WAIT_SECONDS = 20;
    private static final Duration GRACE = Duration.ofMillis(700);

    private final SqsClient sqs;
    private final EventSourceMapping mapping;
    private final Invoker function;
    private final Semaphore concurrency;
    private final BackOff backOff = new BackOff();
    private final ExecutorService batches = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread poller;

    private SqsEventSource(String endpoint, EventSourceMapping mapping, Invoker function) {
        this.sqs = new SqsClient(endpoint);
        this.mapping = mapping;
        this.function = function;
        this.concurrency = new Semaphore(mapping.maximumConcurrency());
        this.poller = Thread.ofVirtual().name("poll " + mapping.queueArn()).unstarted(this::poll);
    }

    /** Begins to poll at once. */
    public static SqsEventSource start(String endpoint, EventSourceMapping mapping, Invoker function) {
        var source = new SqsEventSource(endpoint, mapping, function);
        source.poller.start();
        return source;
    }

    private void poll() {
        try {
            while (true) {
                backOff.await();
                concurrency.acquire();
                var batch = nextBatch();
                if (batch.isEmpty()) {
                    concurrency.release();
                } else {
                    batches.execute(() -> hand(batch));
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Empty if the queue stays empty or cannot be reached. */
    private List<JsonNode> nextBatch() throws InterruptedException {
        var batch = new ArrayList<JsonNode>();
        try {
            batch.addAll(receive(mapping.batchSize(), Duration.ofSeconds(LONGEST_WAIT_SECONDS)));
            var full = System.nanoTime() + mapping.batchingWindow().toNanos();
            while (!batch.isEmpty() && batch.size() < mapping.batchSize() && System.nanoTime() < full) {
                var left = Duration.ofNanos(full - System.nanoTime());
                batch.addAll(receive(mapping.batchSize() - batch.size(), left));
            }
        } catch (IOException e) {
            LOG.warn("Cannot receive from {}: {}", mapping.queueArn(), e.toString());
            backOff.failed();
        }
        return batch;
    }

    private List<JsonNode> receive(int most, Duration wait) throws IOException, InterruptedException {
        var answer = sqs.call(
                "ReceiveMessage",
                Map.of(
                        "QueueUrl", mapping.queueUrl(),
                        "MaxNumberOfMessages", Math.min(most, MOST_PER_RECEIVE),
                        "WaitTimeSeconds", Math.clamp(wait.toSeconds(), 1, LONGEST_WAIT_SECONDS),
                        "AttributeNames", List.of("All"),
                        "MessageAttributeNames", List.of("All")));
        return answer.path("Messages").valueStream().toList();
    }

    private void hand(List<JsonNode> batch) {
        try {
            var failed = invoke(batch);
            delete(batch.stream()
                    .filter(message -> !failed.contains(id(message)))
                    .toList());
        } catch (IOException e) {
            LOG.warn("Cannot finish a batch from {}: {}", mapping.queueArn(), e.toString());
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            concurrency.release();
        }
    }

    /** The ids of the messages that the function has not done. */
    private Set<String> invoke(List<JsonNode> batch) throws IOException, InterruptedException {
        var ids = batch.stream().map(SqsEventSource::id).collect(Collectors.toSet());
        var answer = unthrottled(SqsEvent.of(batch, mapping.queueArn()));
        if (answer.functionError() != null) {
            LOG.warn("A batch of {} from {} failed.", batch.size(), mapping.queueArn());
            backOff.failed();
            return ids;
        }
        backOff.succeeded();
        return mapping.reportBatchItemFailures() ? BatchItemFailures.in(answer.payload(), ids) : Set.of();
    }

    /** A throttled batch is tried again, more and more slowly, while its messages are invisible to others. */
    private InvocationResult unthrottled(byte[] event) throws IOException, InterruptedException {
        var received = System.nanoTime();
        var answer = function.invoke(event);
        if (!answer.isThrottled()) {
            return answer;
        }
        var pause = new BackOff();
        var invisible = visibilityTimeout().toNanos();
        while (answer.isThrottled()) {
            backOff.failed();
            pause.failed();
            pause.await();
            if (System.nanoTime() - received >= invisible) {
                return answer;
            }
            answer = function.invoke(event);
        }
        return answer;
    }

    private Duration visibilityTimeout() throws IOException, InterruptedException {
        var attribute = "VisibilityTimeout";
        var answer = sqs.call(
                "GetQueueAttributes", Map.of("QueueUrl", mapping.queueUrl(), "AttributeNames", List.of(attribute)));
        return Duration.ofSeconds(answer.path("Attributes").path(attribute).asLong());
    }

    private void delete(List<JsonNode> messages) throws IOException, InterruptedException {
        for (var from = 0; from < messages.size(); from += MOST_PER_RECEIVE) {
            var some = messages.subList(from, Math.min(from + MOST_PER_RECEIVE, messages.size()));
            var entries = IntStream.range(0, some.size())
                    .mapToObj(i -> Map.of(
                            "Id",
                            Integer.toString(i),
                            "ReceiptHandle",
                            some.get(i).get("ReceiptHandle")))
                    .toList();
            sqs.call("DeleteMessageBatch", Map.of("QueueUrl", mapping.queueUrl(), "Entries", entries));
        }
    }

    private static String id(JsonNode message) {
        return message.path("MessageId").asText();
    }

    /** Stops polling at once; batches in the function's hands have 0.7 s to end. */
    @Override
    public void close() {
        poller.interrupt();
        try {
            poller.join(GRACE);
            batches.shutdown();
            if (!batches.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                batches.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sqs.close();
    }

    /** A pause that doubles with every failure in a row, from 0.25 to 10 seconds, and ends with a success. */
    private static final class BackOff {
        private long millis;

        synchronized void failed() {
            millis = Math.clamp(2 * millis, 250, 10_000);
        }

        synchronized void succeeded() {
            millis = 0;
        }

        void await() throws InterruptedException {
            long pause;
            synchronized (this) {
                pause = millis;
            }
            TimeUnit.MILLISECONDS.sleep(pause);
        }
    }
}
