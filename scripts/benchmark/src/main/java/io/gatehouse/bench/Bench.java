package io.gatehouse.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code scripts/bench}: measures a local cloud of its own over the loopback interface, and ends by itself. */
@Command(
        name = "scripts/bench",
        description = "Starts a local cloud of its own, measures it over the loopback interface, and ends by itself.")
public final class Bench extends BenchmarkCommand {
    /** By then the JVM has compiled what a request runs through. */
    private static final Duration WARM_UP = Duration.ofSeconds(10);

    /** Connections come to an end in between: the first time, the JVM compiles anew what had none so far. */
    static final int WARM_UPS = 3;

    @Option(names = "--seconds", defaultValue = "10", description = "How long a line is measured (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--isolated",
            description = "Measures what execution environments (scripts/dev --isolated) take instead.")
    private boolean isolated;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures to this file too.")
    private @Nullable Path json;

    public static void main(String... arguments) {
        new Bench().execute(arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkRange("--seconds", seconds, 1, 600);
        if (isolated) {
            measureEnvironments();
            return 0;
        }
        try (var cloud = cloud(List.of())) {
            var report = measure(new Scenarios(cloud.api()));
            if (json != null) {
                report.write(json);
            }
            return report.errors() == 0 ? 0 : 1;
        }
    }

    private void measureEnvironments() throws IOException, InterruptedException {
        try (var cloud = cloud(Environments.OPTIONS)) {
            new Environments(cloud, out()).measure(new Scenarios(cloud.api()), Duration.ofSeconds(seconds));
        }
    }

    private Report measure(Scenarios scenarios) throws IOException, InterruptedException {
        var own = new VirtualThreads();
        var wrk = Wrk.isInstalled() ? new Wrk() : own;
        var out = out();
        out.println(
                wrk == own
                        ? "Load by virtual threads of this process; for figures with less of their own cost: apt-get install wrk"
                        : "Load by wrk; by virtual threads of this process for logins and registrations.");
        var report = new Report(out);
        run(scenarios.health(), wrk, report);
        try (var peer = scenarios.peer()) {
            run(scenarios.peerHealth(peer), wrk, report);
        }
        run(scenarios.userLookUp(), wrk, report);
        run(scenarios.refreshes(), wrk, report);
        run(scenarios.logins(), own, report);
        run(scenarios.registrations(), own, report);
        return report;
    }

    /** Warms up, then measures. */
    private void run(Scenario scenario, LoadGenerator generator, Report report) throws InterruptedException {
        var duration = Duration.ofSeconds(seconds);
        for (var i = 0; i < WARM_UPS; i++) {
            generator.run(scenario, WARM_UP);
        }
        report.add(scenario, generator.run(scenario, duration));
    }
}
