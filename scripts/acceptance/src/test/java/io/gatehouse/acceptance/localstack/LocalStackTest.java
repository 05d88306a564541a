package io.gatehouse.acceptance.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gatehouse.acceptance.harness.Checkout;
import io.gatehouse.localcloud.cloud.queue.EventSourceMapping;
import io.gatehouse.localcloud.cloud.queue.SqsEventSource;
import io.gatehouse.localcloud.services.aws.Mailbox;
import io.gatehouse.localcloud.services.aws.Ses;
import io.gatehouse.localcloud.services.aws.SesFault;
import io.gatehouse.localcloud.services.store.SqsClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template's queues, secrets and policies as LocalStack's CloudFormation makes them, and the functions on them. */
@Tag("tools")
class LocalStackTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ALWAYS = 1_000;

    @TempDir
    private static Path folder;

    private static DeployedStack deployed;
    private static Ses ses;
    private static Functions functions;

    @BeforeAll
    static void deploy() throws IOException {
        LocalStack.endpoint();
        deployed = DeployedStack.create();
        var mailbox = Mailbox.open(folder.resolve("mail.jsonl"));
        ses = new Ses(mailbox);
        functions = new Functions(deployed, ses, mailbox, folder);
        invoke("MigrateFunction", withoutResponseUrl("migrate"));
        invoke("SigningKeysFunction", withoutResponseUrl("signing-keys"));
    }

    @AfterAll
    static void stop() {
        if (functions != null) {
            functions.close();
        }
    }

    /** CloudFormation's place for the answer is none that a test should call. */
    private static String withoutResponseUrl(String event) {
        return Checkout.text("events/" + event + ".json").replaceFirst("https://[^\"]*", "http://127.0.0.1:9/");
    }

    private static JsonNode invoke(String function, String event) throws IOException {
        var answer = functions.invoke(function, event);
        assertThat(answer.functionError()).as(answer.logTail()).isNull();
        return JSON.readTree(answer.payload());
    }

    @Test
    void queuesSecretsAndPoliciesAreAsTheTemplateSays() throws Exception {
        var deployed = DeployedStack.create();
        try (var sqs = new SqsClient(LocalStack.endpoint())) {
            var queue = attributes(sqs, deployed, "MailQueue");
            var deadLetters = attributes(sqs, deployed, "MailDeadLetterQueue");
            var redrive = JSON.readTree(queue.path("RedrivePolicy").asText());

            assertThat(queue.path("VisibilityTimeout").asInt()).isEqualTo(180);
            assertThat(deadLetters.path("MessageRetentionPeriod").asInt()).isEqualTo(1_209_600);
            assertThat(redrive.path("maxReceiveCount").asInt()).isEqualTo(5);
            assertThat(redrive.path("deadLetterTargetArn")).isEqualTo(deadLetters.path("QueueArn"));
            assertThat(secret(deployed, "HashKey")).matches("[A-Za-z0-9]{64}");
            assertThat(JSON.readTree(secret(deployed, "AuditSeal")).path("key").asText())
                    .matches("[A-Za-z0-9]{64}");
            assertThat(LocalStack.query(
                            "iam",
                            "GetRolePolicy",
                            Map.of("RoleName", deployed.physicalId("MailWorkerRole"), "PolicyName", "SendMails")))
                    .contains(queue.path("QueueArn").asText().replace(":", "%3A"));
        }
    }

    private static JsonNode attributes(SqsClient sqs, DeployedStack deployed, String queue) throws Exception {
        return sqs.call(
                        "GetQueueAttributes",
                        Map.of("QueueUrl", deployed.physicalId(queue), "AttributeNames", List.of("All")))
                .path("Attributes");
    }

    private static String secret(DeployedStack deployed, String id) throws IOException {
        var request = "{\"SecretId\":\"%s\"}".formatted(deployed.physicalId(id));
        return JSON.readTree(LocalStack.json("secretsmanager", "secretsmanager.GetSecretValue", request))
                .path("SecretString")
                .asText();
    }

    @Test
    void aKeyIsRotatedByTheStagesOfItsSecret() throws Exception {
        var first = JSON.readTree(secret(deployed, "SigningKeys"));

        var keys = invoke("KeysFunction", "{\"action\":\"rotate\"}").path("keys");

        assertThat(keys.findValuesAsText("phase")).containsExactly("signing", "pending");
        assertThat(JSON.readTree(secret(deployed, "SigningKeys"))).isNotEqualTo(first);
        assertThat(invoke("JwksFunction", Checkout.text("events/jwks.json"))
                        .path("body")
                        .asText())
                .contains(
                        keys.path(0).path("kid").asText(),
                        keys.path(1).path("kid").asText());
    }

    @Test
    void aMailThatSesDoesNotTakeRestsInTheDeadLetterQueueAndIsSentOnceItIsMovedBack() throws Exception {
        var queue = deployed.physicalId("MailQueue");
        try (var sqs = new SqsClient(LocalStack.endpoint())) {
            sqs.call("SetQueueAttributes", Map.of("QueueUrl", queue, "Attributes", Map.of("VisibilityTimeout", "1")));
            var arn = attributes(sqs, deployed, "MailQueue").path("QueueArn").asText();
            var mapping = new EventSourceMapping(queue, arn, 10, Duration.ZERO, true, 1);
            ses.fail(SesFault.REJECTED, ALWAYS);

            var registered = invoke("RegisterFunction", Checkout.text("events/register.json"));
            assertThat(registered.path("statusCode").asInt()).isEqualTo(201);

            try (var _ = SqsEventSource.start(
                    LocalStack.endpoint(), mapping, event -> functions.invoke("MailWorkerFunction", event))) {
                await().atMost(PATIENCE)
                        .until(() -> attributes(sqs, deployed, "MailDeadLetterQueue")
                                        .path("ApproximateNumberOfMessages")
                                        .asInt()
                                == 1);
                ses.recover();
                sqs.call(
                        "StartMessageMoveTask",
                        Map.of(
                                "SourceArn",
                                attributes(sqs, deployed, "MailDeadLetterQueue")
                                        .path("QueueArn")
                                        .asText()));

                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(functions.mailbox().to(address()))
                                .singleElement()
                                .satisfies(mail -> assertThat(mail.template()).isEqualTo("welcome")));
            }
        }
    }

    private static String address() throws IOException {
        return JSON.readTree(Checkout.event("register").path("body").asString())
                .path("email")
                .asText();
    }
}
