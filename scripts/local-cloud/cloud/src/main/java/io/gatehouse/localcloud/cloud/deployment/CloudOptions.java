package io.gatehouse.localcloud.cloud.deployment;

import io.gatehouse.localcloud.cloud.isolated.IsolationOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How to start the local cloud.
 *
 * @param data the folder that keeps the stores' data and says, while the cloud runs, where it is
 * @param fresh whether to empty that folder first
 * @param port of the API; 0 for any free one
 * @param consolePort likewise
 * @param samEnvVars if containers may reach the stores, too: the file that tells {@code sam local} how, seen from the
 *     template's folder
 * @param parameters of the template, over those of its {@code Metadata.LocalCloud}
 * @param packaged whether functions run from their bundles as these are deployed, and not from what is compiled
 * @param isolation if functions run in execution environments, and not in this process
 */
public record CloudOptions(
        Path template,
        Path data,
        boolean fresh,
        int port,
        int consolePort,
        Optional<Path> samEnvVars,
        Map<String, String> parameters,
        boolean packaged,
        Optional<IsolationOptions> isolation) {}
