package io.gatehouse.localcloud.cloud.deployment;

import io.gatehouse.localcloud.cloud.template.Resource;
import io.gatehouse.localcloud.cloud.template.Stack;
import io.gatehouse.localcloud.services.aws.AwsServer;
import io.gatehouse.localcloud.services.aws.Mailbox;
import io.gatehouse.localcloud.services.aws.Secrets;
import io.gatehouse.localcloud.services.aws.Ses;
import io.gatehouse.localcloud.services.store.Bridge;
import java.util.Optional;

/** SES and Secrets Manager of a cloud. */
record AwsServices(AwsServer server, Mailbox mailbox, Secrets secrets) implements AutoCloseable {
    /** Creates the stack's secrets that are not there yet. */
    static AwsServices start(Stack stack, DataFolder data, Optional<Bridge> bridge) {
        var mailbox = Mailbox.open(data.resolve("mail.jsonl"));
        var secrets = Secrets.open(data.resolve("secrets.json"));
        create(stack, secrets);
        var server = AwsServer.start(new Ses(mailbox), secrets, bridge.map(Bridge::address));
        return new AwsServices(server, mailbox, secrets);
    }

    private static void create(Stack stack, Secrets secrets) {
        stack.resources(Resource.SECRET).forEach(secret -> secrets.create(SecretDefinitions.of(stack.name(), secret)));
    }

    /** Creates those of a changed stack that are not there yet. */
    void create(Stack stack) {
        create(stack, secrets);
    }

    String endpoint() {
        return server.endpoint();
    }

    /** Creates the secret if it is not there yet. */
    String secretArn(String stackName, Resource secret) {
        return secrets.create(SecretDefinitions.of(stackName, secret));
    }

    @Override
    public void close() {
        server.close();
    }
}
