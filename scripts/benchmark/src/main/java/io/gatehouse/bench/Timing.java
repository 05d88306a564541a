package io.gatehouse.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code scripts/timing}: whether the time of an answer tells if an address has an account. Each kind of request is
 * sent as often to addresses that have one as to addresses that have none, in random order, with pauses, each address
 * once; the two samples are compared by the Mann-Whitney U test.
 */
@Command(
        name = "scripts/timing",
        description = {
            "Starts a local cloud of its own and compares response times for addresses with an account and addresses without",
            "one. Prints the effect size of the Mann-Whitney U test: the probability that an answer for a known address takes",
            "longer than one for an unknown address. 0.5 means no difference."
        })
public final class Timing extends BenchmarkCommand {
    private static final String PASSWORD = "a lantern beside seven rivers";
    private static final String WRONG = "a lantern beside eight rivers";
    private static final String LOGIN = "{\"email\":\"%s\",\"password\":\"" + WRONG + "\"}";
    private static final String ADDRESS = "{\"email\":\"%s\"}";
    private static final int WARM_UP = 200;
    private static final int LONGEST_PAUSE_MILLIS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String FORMAT = "%-44s %7s %14s %14s %8s %10s%n";

    /** A kind of request, and how it is made for an address. */
    private record Question(String name, String path, String body, int status) {}

    private record Sample(boolean known, double millis) {}

    @Option(names = "--pairs", defaultValue = "1000", description = "Requests of each kind (${DEFAULT-VALUE}).")
    private int pairs;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Random random = new Random();

    public static void main(String... arguments) {
        new Timing().execute(arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkRange("--pairs", pairs, 10, 100_000);
        var out = out();
        try (var cloud = cloud(List.of())) {
            var api = cloud.api();
            out.printf(Locale.ROOT, "Registering %,d accounts%n", pairs + WARM_UP);
            for (var i = 0; i < pairs + WARM_UP; i++) {
                send(api, "/api/register", Map.of("email", address(true, i), "password", PASSWORD), 201);
            }
            // Delivering a mail takes longer where there is an account, and here it would share the request's
            // processors.
            cloud.delayMails();
            out.printf(FORMAT, "", "pairs", "known, ms", "unknown, ms", "effect", "p");
            compare(api, new Question("POST /api/login, wrong password", "/api/login", LOGIN, 401), out);
            compare(api, new Question("POST /api/password/forgot", "/api/password/forgot", ADDRESS, 202), out);
            compare(api, new Question("POST /api/email/resend", "/api/email/resend", ADDRESS, 202), out);
        }
        return 0;
    }

    private void compare(URI api, Question question, PrintWriter out) throws IOException, InterruptedException {
        for (var i = pairs; i < pairs + WARM_UP; i++) {
            ask(api, question, address(i % 2 == 0, i));
        }
        var order = new ArrayList<Integer>();
        for (var i = 0; i < 2 * pairs; i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        var samples = new ArrayList<Sample>();
        for (var i : order) {
            var known = i < pairs;
            samples.add(new Sample(known, ask(api, question, address(known, i % pairs))));
            Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
        }
        print(question, samples, out);
    }

    private void print(Question question, List<Sample> samples, PrintWriter out) {
        var known = millis(samples, true);
        var unknown = millis(samples, false);
        var test = MannWhitneyUTest.withDefaults().test(known, unknown);
        out.printf(
                Locale.ROOT,
                FORMAT,
                question.name(),
                pairs,
                String.format(Locale.ROOT, "%.3f", median(known)),
                String.format(Locale.ROOT, "%.3f", median(unknown)),
                String.format(Locale.ROOT, "%.3f", test.getStatistic() / ((double) known.length * unknown.length)),
                String.format(Locale.ROOT, "%.4f", test.getPValue()));
        out.flush();
    }

    private double ask(URI api, Question question, String address) throws IOException, InterruptedException {
        var started = System.nanoTime();
        send(api, question.path(), question.body().formatted(address), question.status());
        return (System.nanoTime() - started) / 1e6;
    }

    private void send(URI api, String path, Map<String, String> body, int status)
            throws IOException, InterruptedException {
        send(api, path, new ObjectMapper().writeValueAsString(body), status);
    }

    private void send(URI api, String path, String body, int status) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(api + path))
                .timeout(PATIENCE)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != status) {
            throw new IOException("POST " + path + " was answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    /** Both are equally long. */
    private static String address(boolean known, int number) {
        return String.format(Locale.ROOT, "%s-%06d@example.com", known ? "somebody" : "nobody--", number);
    }

    private static double[] millis(List<Sample> samples, boolean known) {
        return samples.stream()
                .filter(sample -> sample.known() == known)
                .mapToDouble(Sample::millis)
                .toArray();
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
