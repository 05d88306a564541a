package io.gatehouse.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What execution environments take: time to start and answer, time to answer again, memory. */
final class Environments {
    static final List<String> OPTIONS = List.of("--isolated", "--idle-seconds", "1");

    /** By then an environment without requests has ended. */
    private static final Duration UNTIL_ENDED = Duration.ofSeconds(4);
    /** By then the classes of the first start are archived, for the others to start with. */
    private static final Duration UNTIL_ARCHIVED = Duration.ofSeconds(30);

    private static final int STARTS = 7;

    private final HttpClient client = HttpClient.newHttpClient();
    private final BenchedCloud cloud;
    private final PrintWriter out;

    Environments(BenchedCloud cloud, PrintWriter out) {
        this.cloud = cloud;
        this.out = out;
    }

    /** @throws IOException when an answer is not as it should be */
    void measure(Scenarios scenarios, Duration duration) throws IOException, InterruptedException {
        var lookUp = scenarios.userLookUp();
        var login = scenarios.logins();
        out.println("Starting environments for the first time, and archiving their classes");
        out.flush();
        nanosToAnswer(lookUp);
        nanosToAnswer(login);
        Thread.sleep(UNTIL_ARCHIVED);
        print("from start to first answer, ms: " + lookUp.name(), medianStartMillis(lookUp), 700);
        print("from start to first answer, ms: " + login.name(), medianStartMillis(login), 1_200);
        var one = lookUp.withOneClient();
        new VirtualThreads().run(one, duration);
        print(
                "p50 of one client, ms: " + one.name(),
                new VirtualThreads().run(one, duration).p50Millis(),
                3);
        print("memory of the largest environment, MB (20 in 6 GiB)", cloud.largestEnvironment(), 307);
    }

    private double medianStartMillis(Scenario scenario) throws IOException, InterruptedException {
        var nanos = new ArrayList<Long>();
        for (var i = 0; i < STARTS; i++) {
            Thread.sleep(UNTIL_ENDED);
            nanos.add(nanosToAnswer(scenario));
        }
        return nanos.stream().sorted().skip(STARTS / 2).findFirst().orElseThrow() / 1e6;
    }

    private long nanosToAnswer(Scenario scenario) throws IOException, InterruptedException {
        var request = scenario.clients().get().next();
        var builder =
                HttpRequest.newBuilder(request.uri()).method(request.method(), BodyPublishers.ofString(request.body()));
        request.headers().forEach(builder::header);
        var start = System.nanoTime();
        var answer = client.send(builder.build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(scenario.name() + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        return System.nanoTime() - start;
    }

    private void print(String what, double value, int target) {
        out.printf(Locale.ROOT, "%-60s %10.1f   ≤ %,d%n", what, value, target);
        out.flush();
    }
}
