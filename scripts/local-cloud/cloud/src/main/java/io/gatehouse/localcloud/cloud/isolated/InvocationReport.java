package io.gatehouse.localcloud.cloud.isolated;

import io.gatehouse.localcloud.cloud.runtime.FunctionDefinition;
import io.gatehouse.localcloud.cloud.runtime.ReportLine;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What Lambda tells about an invocation at its end.
 *
 * @param init how long its environment took to start, if it is the environment's first
 * @param restore how long that took from its snapshot, likewise
 */
record InvocationReport(
        FunctionDefinition function,
        String requestId,
        Duration duration,
        OptionalInt peakMegabytes,
        Optional<Duration> init,
        Optional<Duration> restore) {

    /** The lines {@code END} and {@code REPORT} of the log. */
    String log() {
        var report = new StringBuilder("END RequestId: " + requestId + "\n");
        report.append(ReportLine.of(requestId, duration, function.memoryMegabytes()));
        peakMegabytes.ifPresent(peak -> report.append("\tMax Memory Used: " + peak + " MB"));
        init.ifPresent(time -> report.append("\tInit Duration: " + ReportLine.millis(time) + " ms"));
        restore.ifPresent(time -> report.append("\tRestore Duration: " + ReportLine.millis(time) + " ms"));
        return report.append("\t\n").toString();
    }

    /** One line for the terminal. */
    String summary() {
        var millis = String.format(Locale.ROOT, "%.1f", duration.toNanos() / 1e6);
        var summary = new StringBuilder(function.name() + ": " + millis + " ms");
        init.ifPresent(time -> summary.append(" + init " + time.toMillis() + " ms"));
        restore.ifPresent(time -> summary.append(" + restore " + time.toMillis() + " ms"));
        peakMegabytes.ifPresent(peak -> summary.append(", " + peak + " MB"));
        return summary.append(" (" + requestId + ")\n").toString();
    }
}
