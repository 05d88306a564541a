package io.gatehouse.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The generator wrk, which costs little of the machine that it measures. It sends requests without a body that are all
 * the same, or what a script of the scenario makes.
 */
final class Wrk implements LoadGenerator {
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
    private static final Pattern COUNT = Pattern.compile("(\\d+) requests in ");
    private static final Pattern LATENCY = Pattern.compile("^\\s+(50|99)%\\s+([\\d.]+)(us|ms|s|m)$", Pattern.MULTILINE);
    private static final Pattern BAD_ANSWERS = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
    private static final Pattern SOCKET_ERRORS =
            Pattern.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");
    private static final int MAX_THREADS = 2;

    static boolean isInstalled() {
        try {
            new ProcessBuilder("wrk", "--version")
                    .redirectErrorStream(true)
                    .start()
                    .destroy();
            return true;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    @Override
    public Measurement run(Scenario scenario, Duration duration) throws InterruptedException {
        try {
            var process = new ProcessBuilder(command(scenario, duration))
                    .redirectErrorStream(true)
                    .start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("wrk failed: " + output.strip());
            }
            return parse(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Scenario scenario, Duration duration) {
        var command = new ArrayList<>(List.of("wrk", "--latency", "--timeout", "10s"));
        command.addAll(List.of("-c", "" + scenario.connections(), "-d", duration.toSeconds() + "s"));
        var script = scenario.script();
        if (script == null) {
            var request = scenario.clients().get().next();
            command.addAll(List.of("-t", "" + Math.min(MAX_THREADS, scenario.connections())));
            request.headers().forEach((name, value) -> command.addAll(List.of("-H", name + ": " + value)));
            command.add(request.uri().toString());
        } else {
            command.addAll(List.of(
                    "-t", "1", "-s", file(script).toString(), script.api().toString(), "--"));
            command.addAll(script.arguments().get());
        }
        return command;
    }

    /** The command's classes and resources are files, not a JAR. */
    private static Path file(Scenario.Script script) {
        try {
            return Path.of(Objects.requireNonNull(Wrk.class.getResource(script.name()), script.name())
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads what {@code wrk --latency} prints. */
    static Measurement parse(String output) {
        var errors = sum(BAD_ANSWERS, output) + sum(SOCKET_ERRORS, output);
        var answers = sum(COUNT, output);
        var good = answers == 0 ? 0 : (double) (answers - sum(BAD_ANSWERS, output)) / answers;
        return new Measurement(rate(output) * good, percentile("50", output), percentile("99", output), errors);
    }

    private static double rate(String output) {
        var matcher = RATE.matcher(output);
        return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
    }

    private static double percentile(String percent, String output) {
        return LATENCY.matcher(output)
                .results()
                .filter(match -> match.group(1).equals(percent))
                .mapToDouble(match -> Double.parseDouble(match.group(2)) * millis(match.group(3)))
                .findFirst()
                .orElse(Double.NaN);
    }

    private static double millis(String unit) {
        return switch (unit) {
            case "us" -> 1e-3;
            case "ms" -> 1;
            case "s" -> 1e3;
            default -> 60e3;
        };
    }

    /** The sum of a pattern's groups, 0 where it does not match. */
    private static long sum(Pattern pattern, String output) {
        var matcher = pattern.matcher(output);
        var sum = 0L;
        if (matcher.find()) {
            for (var group = 1; group <= matcher.groupCount(); group++) {
                sum += Long.parseLong(matcher.group(group));
            }
        }
        return sum;
    }
}
