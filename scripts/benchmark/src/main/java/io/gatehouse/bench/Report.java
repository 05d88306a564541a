package io.gatehouse.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table that grows line by line, and the same as JSON. */
final class Report {
    /** One line, as it stands in the JSON. */
    record Line(String name, int target, Measurement measured) {}

    private static final String FORMAT = "%-36s %12s %12s %10s %10s %8s%n";

    private final PrintWriter out;
    private final List<Line> lines = new ArrayList<>();

    Report(PrintWriter out) {
        this.out = out;
        out.printf(FORMAT, "", "requests/s", "target", "p50 ms", "p99 ms", "errors");
        out.flush();
    }

    void add(Scenario scenario, Measurement measured) {
        lines.add(new Line(scenario.name().strip(), scenario.target(), measured));
        out.printf(
                FORMAT,
                scenario.name(),
                number(measured.requestsPerSecond(), 0),
                scenario.target() == 0 ? "" : "≥ " + number(scenario.target(), 0),
                number(measured.p50Millis(), 2),
                number(measured.p99Millis(), 2),
                measured.errors());
        out.flush();
    }

    long errors() {
        return lines.stream().mapToLong(line -> line.measured().errors()).sum();
    }

    void write(Path file) throws IOException {
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), lines);
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
