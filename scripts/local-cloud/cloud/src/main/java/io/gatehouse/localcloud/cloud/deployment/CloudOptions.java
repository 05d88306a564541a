package io.gatehouse.localcloud.cloud.deployment;

import io.gatehouse.localcloud.cloud.isolated.IsolationOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** How to start the local cloud; {@code samEnvVars} lets containers reach the stores, and is the file that says how. */
public record CloudOptions(
        Path template,
        Path data,
        boolean fresh,
        int port,
        int consolePort,
        Optional<Path> samEnvVars,
        Map<String, String> parameters,
        boolean packaged,
        Optional<IsolationOptions> isolation) {
    /** For a start on the same data, at the same ports. */
    CloudOptions restarted(int port, int consolePort) {
        return new CloudOptions(template, data, false, port, consolePort, samEnvVars, parameters, packaged, isolation);
    }
}
