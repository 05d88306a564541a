package io.gatehouse.localcloud.cloud.deployment;

import io.gatehouse.localcloud.services.Json;
import io.gatehouse.localcloud.services.LocalCloudException;
import io.gatehouse.localcloud.services.store.Bridge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A file for {@code sam local --env-vars}: by which variables a function in a container reaches the stores of this
 * cloud. It holds their password, so that only its owner can read it.
 */
final class SamEnvVars {

    private final Path file;
    private final Bridge bridge;

    SamEnvVars(Path file, Bridge bridge) {
        this.file = file;
        this.bridge = bridge;
    }

    /** Is deleted by closing what this returns. */
    AutoCloseable write(Functions functions) {
        var variables = new LinkedHashMap<String, Map<String, String>>();
        functions.definitions().forEach((id, function) -> {
            var own = new TreeMap<>(function.environment().get());
            own.replaceAll((name, value) -> bridge.asSeenByContainers(value));
            variables.put(id, own);
        });
        try {
            Files.createDirectories(file.getParent());
            Json.write(file, variables);
        } catch (IOException e) {
            throw new LocalCloudException("The file %s cannot be written: %s".formatted(file, e));
        }
        return () -> Files.deleteIfExists(file);
    }
}
