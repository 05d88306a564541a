package io.gatehouse.localcloud.cloud.isolated;

import io.gatehouse.localcloud.cloud.runtime.FunctionDefinition;
import io.gatehouse.localcloud.cloud.runtime.Report;
import java.time.Duration;
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
    /** @param session of the environment, if this is its first invocation */
    static InvocationReport of(
            FunctionDefinition function,
            Invocation invocation,
            OptionalInt peakMegabytes,
            Optional<RuntimeSession> session) {
        return new InvocationReport(
                function,
                invocation.requestId(),
                invocation.elapsed(),
                peakMegabytes,
                session.map(RuntimeSession::initDuration),
                session.flatMap(RuntimeSession::restoreDuration));
    }

    /** The lines {@code END} and {@code REPORT} of the log. */
    String log() {
        var report = new StringBuilder("END RequestId: " + requestId + "\n");
        report.append(Report.line(requestId, duration, function.memoryMegabytes()));
        peakMegabytes.ifPresent(
                peak -> report.append("\tMax Memory Used: ").append(peak).append(" MB"));
        init.ifPresent(time ->
                report.append("\tInit Duration: ").append(Report.millis(time)).append(" ms"));
        restore.ifPresent(time -> report.append("\tRestore Duration: ")
                .append(Report.millis(time))
                .append(" ms"));
        return report.append("\t\n").toString();
    }

    /** One line for the terminal. */
    String summary() {
        var summary = new StringBuilder("%s: %.1f ms".formatted(function.name(), duration.toNanos() / 1e6));
        init.ifPresent(
                time -> summary.append(" + init ").append(time.toMillis()).append(" ms"));
        restore.ifPresent(
                time -> summary.append(" + restore ").append(time.toMillis()).append(" ms"));
        peakMegabytes.ifPresent(peak -> summary.append(", ").append(peak).append(" MB"));
        return summary.append(" (").append(requestId).append(")\n").toString();
    }
}
