package io.gatehouse.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code scripts/bench}: measures a local cloud of its own over the loopback interface, and ends by itself. */
@Command(
        name = "scripts/bench",
        description = "Starts a local cloud of its own, measures it over the loopback interface, and ends by itself.")
public final class Bench implements Callable<Integer> {
    /** By then the JVM has compiled what a request runs through. */
    private static final Duration WARM_UP = Duration.ofSeconds(15);

    @Option(names = "--seconds", defaultValue = "10", description = "How long a line is measured (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures to this file too.")
    private @Nullable Path json;

    @Option(names = "--checkout", paramLabel = "FOLDER", defaultValue = ".", hidden = true)
    private Path checkout = Path.of(".");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    @SuppressWarnings("unused") // picocli reads it by its annotation
    private boolean help;

    @Spec
    private @Nullable CommandSpec spec;

    public static void main(String... arguments) {
        System.exit(new CommandLine(new Bench())
                .setExecutionExceptionHandler(Bench::explain)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (seconds < 1 || seconds > 600) {
            throw new ParameterException(command(), "--seconds takes 1 to 600.");
        }
        try (var cloud = new BenchedCloud(checkout.toAbsolutePath().normalize())) {
            var report = measure(new Scenarios(cloud.api()));
            if (json != null) {
                report.write(json);
            }
            return report.errors() == 0 ? 0 : 1;
        }
    }

    private Report measure(Scenarios scenarios) throws IOException, InterruptedException {
        var own = new VirtualThreads();
        var wrk = Wrk.isInstalled() ? new Wrk() : own;
        var out = command().getOut();
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
        generator.run(scenario, WARM_UP);
        report.add(scenario, generator.run(scenario, duration));
    }

    private CommandLine command() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the command before it calls it");
        }
        return spec.commandLine();
    }

    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
        command.getErr().println(failure.getMessage());
        return command.getCommandSpec().exitCodeOnExecutionException();
    }
}
