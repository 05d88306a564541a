package io.gatehouse.localcloud.cloud;

import java.nio.file.Path;
import java.util.Map;

/**
 * How to start the local cloud.
 *
 * @param data the folder that keeps the stores' data and says, while the cloud runs, where it is
 * @param fresh whether to empty that folder first
 * @param port of the API; 0 for any free one
 * @param consolePort likewise
 * @param parameters of the template, over those of its {@code Metadata.LocalCloud}
 */
public record CloudOptions(
        Path template, Path data, boolean fresh, int port, int consolePort, Map<String, String> parameters) {}
