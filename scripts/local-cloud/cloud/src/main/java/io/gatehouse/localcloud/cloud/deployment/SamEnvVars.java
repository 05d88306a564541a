package io.gatehouse.localcloud.cloud.deployment;

import io.gatehouse.localcloud.services.JsonCodec;
import io.gatehouse.localcloud.services.LocalCloudException;
import io.gatehouse.localcloud.services.store.Bridge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The file for {@code sam local --env-vars}: how a function in a container reaches the stores, with the password. */
record SamEnvVars(Path file, Bridge bridge) {
    /** Is deleted by closing what this returns. */
    AutoCloseable write(DeployedFunctions functions) {
        var variables = new LinkedHashMap<String, Map<String, String>>();
        functions.byId().keySet().forEach(id -> {
            var definition = functions.target(id).orElseThrow().definition();
            var own = new TreeMap<>(definition.environment().get());
            own.replaceAll((name, value) -> bridge.asSeenByContainers(value));
            variables.put(id, own);
        });
        try {
            Files.createDirectories(file.getParent());
            JsonCodec.write(file, variables);
        } catch (IOException e) {
            throw new LocalCloudException("The file %s cannot be written: %s".formatted(file, e));
        }
        return () -> Files.deleteIfExists(file);
    }
}
