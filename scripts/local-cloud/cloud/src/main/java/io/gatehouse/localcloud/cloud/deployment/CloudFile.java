package io.gatehouse.localcloud.cloud.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.type.TypeReference;
import io.gatehouse.localcloud.cloud.template.Resource;
import io.gatehouse.localcloud.services.JsonCodec;
import io.gatehouse.localcloud.services.LocalServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code cloud.json} in the data folder: where the running local cloud is. Queues and functions are logical ids. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CloudFile(
        long pid,
        String api,
        String console,
        @Nullable Server postgres,
        @Nullable Server redis,
        Map<String, String> sqs,
        Map<String, String> queues,
        List<String> functions,
        Map<String, String> functionsByQueue) {
    private static final String NAME = "cloud.json";

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Server(
            String host,
            int port,
            @Nullable String database,
            @Nullable String user,
            long pid) {}

    static CloudFile of(Cloud.Addresses addresses, BackingServices stores, Deployment deployment) {
        var stack = deployment.stack();
        var database = stack.resources(Resource.DATABASE).findFirst().map(ClusterDatabase::of);
        var postgres = database.flatMap(of ->
                stores.postgres().map(it -> new Server(LocalServer.HOST, it.port(), of.name(), of.owner(), it.pid())));
        var redis = stores.redis().map(it -> new Server(LocalServer.HOST, it.port(), null, null, it.pid()));
        var queues = new LinkedHashMap<String, String>();
        stack.resources(Resource.QUEUE)
                .forEach(queue ->
                        queues.put(queue.id(), stores.sqs().queueUrl(BackingServices.queueName(stack.name(), queue))));
        return new CloudFile(
                ProcessHandle.current().pid(),
                addresses.api(),
                addresses.console(),
                postgres.orElse(null),
                redis.orElse(null),
                Map.of("endpoint", stores.sqs().endpoint()),
                queues,
                List.copyOf(deployment.functions().byId().keySet()),
                deployment.eventSources().functionsByQueue());
    }

    /** That of the cloud which runs on this folder; empty if none does. */
    public static Optional<CloudFile> read(Path folder) {
        try {
            var cloud = JsonCodec.read(folder.resolve(NAME), new TypeReference<CloudFile>() {});
            return DataFolder.isHeld(folder) ? Optional.of(cloud) : Optional.empty();
        } catch (IOException | UncheckedIOException absent) {
            return Optional.empty();
        }
    }

    /** Is deleted by closing what this returns. */
    AutoCloseable write(DataFolder folder) {
        JsonCodec.write(folder.resolve(NAME), this);
        return () -> delete(folder.path());
    }

    static void delete(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(NAME));
    }
}
