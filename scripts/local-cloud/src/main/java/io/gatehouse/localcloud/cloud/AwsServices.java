package io.gatehouse.localcloud.cloud;

import io.gatehouse.localcloud.aws.AwsServer;
import io.gatehouse.localcloud.aws.Mailbox;
import io.gatehouse.localcloud.aws.Secrets;
import io.gatehouse.localcloud.aws.Ses;
import io.gatehouse.localcloud.store.Bridge;
import io.gatehouse.localcloud.template.Resource;
import io.gatehouse.localcloud.template.Stack;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * SES and Secrets Manager of a cloud.
 *
 * @param secretArns by logical id
 */
record AwsServices(AwsServer server, Mailbox mailbox, Map<String, String> secretArns) implements AutoCloseable {
    /** Creates the template's secrets that are not there yet. */
    static AwsServices start(Stack stack, DataFolder data, Optional<Bridge> bridge) {
        var mailbox = Mailbox.open(data.resolve("mail.jsonl"));
        var secrets = Secrets.open(data.resolve("secrets.json"));
        var arns = stack.resources(Resource.SECRET)
                .collect(Collectors.toMap(
                        Resource::id, secret -> secrets.create(SecretDefinitions.of(stack.name(), secret))));
        return new AwsServices(AwsServer.start(new Ses(mailbox), secrets, bridge.map(Bridge::address)), mailbox, arns);
    }

    String endpoint() {
        return server.endpoint();
    }

    String secretArn(Resource secret) {
        return Objects.requireNonNull(secretArns.get(secret.id()));
    }

    @Override
    public void close() {
        server.close();
    }
}
