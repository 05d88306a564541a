package io.gatehouse.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A local cloud of its own: free ports, data that goes with it, no rate limits. */
final class BenchedCloud implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration DELAY = Duration.ofMinutes(15);
    private static final String DESCRIPTION = "cloud.json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final List<String> PARAMETERS =
            List.of("RateLimitPerIp=0", "RateLimitPerUser=0", "MailsPerAddress=0", "AccessTokenSeconds=86400");

    private static final Pattern ENVIRONMENT = Pattern.compile(", (\\d+) MB \\(");

    private final Path data;
    private final Path log;
    private final Process process;

    /** Starts {@code scripts/dev} of a checkout with these options, without a build. */
    BenchedCloud(Path checkout, List<String> options) throws IOException {
        data = Files.createTempDirectory("gatehouse-bench-");
        log = data.resolve("dev.log");
        var command = new ArrayList<>(List.of(checkout.resolve("scripts/dev").toString(), "--no-build"));
        command.addAll(List.of("--port", "0", "--console-port", "0", "--data", data.toString()));
        command.addAll(options);
        command.add("--parameter-overrides");
        command.addAll(PARAMETERS);
        process = new ProcessBuilder(command)
                .directory(checkout.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    }

    /**
     * The HTTP API's address, once it is ready.
     *
     * @throws IOException when the cloud ends, or is not ready after a minute
     */
    URI api() throws IOException, InterruptedException {
        for (var end = System.nanoTime() + START.toNanos(); System.nanoTime() < end; ) {
            if (Files.exists(data.resolve(DESCRIPTION))) {
                var api = description().path("api").asText();
                if (Files.readString(log).contains(api)) {
                    return URI.create(api);
                }
            }
            if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        throw new IOException("scripts/dev did not start:\n" + Files.readString(log));
    }

    private JsonNode description() throws IOException {
        return JSON.readTree(Files.readString(data.resolve(DESCRIPTION)));
    }

    /** Has mails wait in their queue from now on, for a quarter of an hour. */
    void delayMails() throws IOException, InterruptedException {
        var parameters = Map.of(
                "QueueUrl",
                description().at("/queues/MailQueue").asText(),
                "Attributes",
                Map.of("DelaySeconds", Long.toString(DELAY.toSeconds())));
        var request = HttpRequest.newBuilder(
                        URI.create(description().at("/sqs/endpoint").asText() + "/"))
                .timeout(STOP)
                .header("x-amz-target", "AmazonSQS.SetQueueAttributes")
                .header("content-type", "application/x-amz-json-1.0")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(parameters)))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("The mail queue takes no delay: " + answer.body());
            }
        }
    }

    /** The most memory, in megabytes, that any of its execution environments has had so far, as it says itself. */
    int largestEnvironment() throws IOException {
        return ENVIRONMENT
                .matcher(Files.readString(log))
                .results()
                .mapToInt(line -> Integer.parseInt(line.group(1)))
                .max()
                .orElseThrow(() -> new IOException("No environment has answered:\n" + log));
    }

    @Override
    public void close() throws IOException {
        stop();
        deleteData();
    }

    /** However the process ends, nothing is left behind. */
    private void end() {
        stop();
        try {
            deleteData();
        } catch (IOException e) {
            System.err.println("Left behind: " + data);
        }
    }

    private void deleteData() throws IOException {
        if (!Files.exists(data)) {
            return;
        }
        try (var files = Files.walk(data)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
