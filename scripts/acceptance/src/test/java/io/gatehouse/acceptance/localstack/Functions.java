package io.gatehouse.acceptance.localstack;

import io.gatehouse.acceptance.harness.Checkout;
import io.gatehouse.localcloud.cloud.runtime.FunctionDefinition;
import io.gatehouse.localcloud.cloud.runtime.InvocationResult;
import io.gatehouse.localcloud.cloud.runtime.LocalFunction;
import io.gatehouse.localcloud.cloud.template.PhysicalValues;
import io.gatehouse.localcloud.cloud.template.Resource;
import io.gatehouse.localcloud.cloud.template.Stack;
import io.gatehouse.localcloud.cloud.template.Template;
import io.gatehouse.localcloud.services.LocalServer;
import io.gatehouse.localcloud.services.aws.AwsServer;
import io.gatehouse.localcloud.services.aws.Mailbox;
import io.gatehouse.localcloud.services.aws.Secrets;
import io.gatehouse.localcloud.services.aws.Ses;
import io.gatehouse.localcloud.services.store.PostgresServer;
import io.gatehouse.localcloud.services.store.RedisServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The template's functions, with the environment that the template gives them: queues and secrets are those of a
 * {@link DeployedStack}, database, cache and SES those of the local cloud, which LocalStack has not.
 */
final class Functions implements AutoCloseable {
    private static final Map<String, String> PARAMETERS = Map.of(
            "Stage", "local",
            "StoreTls", "none",
            "Issuer", "http://localhost:3000",
            "AppUrl", "http://localhost:3001",
            "MailFrom", "no-reply@gatehouse.example");

    private final DeployedStack deployed;
    private final PostgresServer postgres = PostgresServer.temporary();
    private final RedisServer redis = RedisServer.temporary();
    private final Mailbox mailbox;
    private final AwsServer sesServer;
    private final Stack stack;
    private final Map<String, LocalFunction> functions = new ConcurrentHashMap<>();

    /** @param ses answers for SES, and {@code mailbox} has what it was sent */
    Functions(DeployedStack deployed, Ses ses, Mailbox mailbox, Path folder) {
        this.deployed = deployed;
        this.mailbox = mailbox;
        this.sesServer = AwsServer.start(ses, Secrets.open(folder.resolve("unused.json")));
        this.stack = Template.read(Checkout.ROOT.resolve("template.yaml")).stack(PARAMETERS, this::physicalValue);
        postgres.createDatabase("gatehouse");
    }

    private String physicalValue(Resource resource, String attribute) {
        return switch (resource.type()) {
            case Resource.QUEUE, Resource.SECRET -> deployed.physicalId(resource.id());
            case Resource.DATABASE -> attribute.endsWith("Port") ? Integer.toString(postgres.port()) : LocalServer.HOST;
            case Resource.CACHE -> attribute.endsWith("Port") ? Integer.toString(redis.port()) : LocalServer.HOST;
            default -> attribute.equals(PhysicalValues.REF) ? resource.id() : resource.id() + "." + attribute;
        };
    }

    Mailbox mailbox() {
        return mailbox;
    }

    /** Invokes a function by its logical id. */
    InvocationResult invoke(String id, byte[] event) {
        return functions.computeIfAbsent(id, this::function).invoke(event);
    }

    InvocationResult invoke(String id, String event) {
        return invoke(id, event.getBytes(StandardCharsets.UTF_8));
    }

    private LocalFunction function(String id) {
        var properties = stack.resource(id).orElseThrow().properties();
        return new LocalFunction(new FunctionDefinition(
                id,
                properties.requiredText("Handler"),
                Checkout.ROOT.resolve(properties.requiredText("CodeUri")),
                true,
                Duration.ofSeconds(properties.number("Timeout", 3)),
                properties.number("MemorySize", 128),
                OptionalInt.empty(),
                false,
                Optional.empty(),
                () -> {
                    var variables =
                            new HashMap<>(properties.nested("Environment").textMap("Variables"));
                    variables.replaceAll((name, value) -> value.replace("//gatehouse@", "//postgres@"));
                    variables.put("AWS_ENDPOINT_URL_SQS", LocalStack.endpoint());
                    variables.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", LocalStack.endpoint());
                    variables.put("AWS_ENDPOINT_URL_SESV2", sesServer.endpoint());
                    return variables;
                }));
    }

    @Override
    public void close() {
        sesServer.close();
        redis.close();
        postgres.close();
    }
}
