package io.gatehouse.localcloud.cloud.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.type.TypeReference;
import io.gatehouse.localcloud.cloud.template.Resource;
import io.gatehouse.localcloud.services.Json;
import io.gatehouse.localcloud.services.store.PostgresServer;
import io.gatehouse.localcloud.services.store.RedisServer;
import io.gatehouse.localcloud.services.store.SqsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code cloud.json} in the data folder: where the running local cloud is, for other programs.
 *
 * @param api base URL
 * @param console base URL
 * @param queues URLs by logical id
 * @param functions logical ids
 * @param functionsByQueue logical ids by the name of the queue that feeds the function
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CloudFile(
        long pid,
        String api,
        String console,
        @Nullable Postgres postgres,
        @Nullable Redis redis,
        Sqs sqs,
        Map<String, String> queues,
        List<String> functions,
        Map<String, String> functionsByQueue) {
    private static final String NAME = "cloud.json";

    public record Postgres(String host, int port, String database, String user, long pid) {
        static Postgres of(PostgresServer server, ClusterDatabase database) {
            return new Postgres(PostgresServer.HOST, server.port(), database.name(), database.owner(), server.pid());
        }
    }

    public record Redis(String host, int port, long pid) {
        static Redis of(RedisServer server) {
            return new Redis(RedisServer.HOST, server.port(), server.pid());
        }
    }

    public record Sqs(String endpoint) {
        static Sqs of(SqsServer server) {
            return new Sqs(server.endpoint());
        }
    }

    static CloudFile of(Cloud.Addresses addresses, Stores stores, Deployment deployment) {
        var stack = deployment.stack();
        var database = stack.resources(Resource.DATABASE).findFirst().map(ClusterDatabase::of);
        var queues = new LinkedHashMap<String, String>();
        stack.resources(Resource.QUEUE)
                .forEach(queue -> queues.put(queue.id(), stores.sqs().queueUrl(Stores.queueName(stack.name(), queue))));
        return new CloudFile(
                ProcessHandle.current().pid(),
                addresses.api(),
                addresses.console(),
                database.flatMap(it -> stores.postgres().map(server -> Postgres.of(server, it)))
                        .orElse(null),
                stores.redis().map(Redis::of).orElse(null),
                Sqs.of(stores.sqs()),
                queues,
                List.copyOf(deployment.functions().byId().keySet()),
                deployment.eventSources().functionsByQueue());
    }

    /** That of the cloud which runs on this folder; empty if none does. */
    public static Optional<CloudFile> read(Path folder) {
        try {
            var cloud = Json.read(folder.resolve(NAME), new TypeReference<CloudFile>() {});
            return DataFolder.isHeld(folder) ? Optional.of(cloud) : Optional.empty();
        } catch (IOException | UncheckedIOException absent) {
            return Optional.empty();
        }
    }

    /** Appears at once and complete, and is deleted by closing what this returns. */
    AutoCloseable write(DataFolder folder) {
        Json.write(folder.resolve(NAME), this);
        return () -> delete(folder.path());
    }

    static void delete(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(NAME));
    }
}
