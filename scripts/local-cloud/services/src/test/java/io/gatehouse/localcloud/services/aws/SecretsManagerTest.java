package io.gatehouse.localcloud.services.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** The stub of Secrets Manager as AWS's own client sees it. */
class SecretsManagerTest {
    @TempDir
    Path folder;

    private Path file;
    private String arn;
    private AwsServer server;
    private SecretsManagerClient client;

    @BeforeEach
    void start() {
        file = folder.resolve("secrets.json");
        var secrets = Secrets.open(file);
        arn = secrets.create("keys", () -> "one");
        server = AwsServer.start(new Ses(Mailbox.open(folder.resolve("mails.jsonl"))), secrets);
        client = SecretsManagerClient.builder()
                .endpointOverride(URI.create(server.endpoint()))
                .region(Region.of(AwsAccount.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void aSecretIsFoundByNameAndByArn() {
        var byName = client.getSecretValue(request -> request.secretId("keys"));
        assertThat(byName.secretString()).isEqualTo("one");
        assertThat(byName.arn())
                .isEqualTo(arn)
                .matches("arn:aws:secretsmanager:us-east-1:000000000000:secret:keys-[A-Za-z0-9]{6}");
        assertThat(byName.versionStages()).containsExactly("AWSCURRENT");
        assertThat(byName.createdDate()).isNotNull();
        assertThat(client.getSecretValue(request -> request.secretId(arn)).secretString())
                .isEqualTo("one");
    }

    @Test
    void anAbsentSecretOrVersionIsReportedAsByAws() {
        assertThatThrownBy(() -> client.getSecretValue(request -> request.secretId("other")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("can't find the specified secret");
        assertThatThrownBy(() -> value("AWSPENDING")).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aNewValueMakesTheLastOnePreviousAndDeletesTheOneBefore() {
        client.putSecretValue(request -> request.secretId(arn).secretString("two"));
        client.putSecretValue(request -> request.secretId(arn).secretString("three"));

        assertThat(value("AWSCURRENT")).isEqualTo("three");
        assertThat(value("AWSPREVIOUS")).isEqualTo("two");
        assertThat(stages()).containsExactlyInAnyOrder(List.of("AWSCURRENT"), List.of("AWSPREVIOUS"));
    }

    @Test
    void aRotationMovesThePendingVersionToCurrent() {
        var old = client.getSecretValue(request -> request.secretId(arn)).versionId();
        var pending = client.putSecretValue(
                        request -> request.secretId(arn).secretString("two").versionStages("AWSPENDING"))
                .versionId();
        assertThat(value("AWSCURRENT")).isEqualTo("one");
        assertThat(value("AWSPENDING")).isEqualTo("two");

        client.updateSecretVersionStage(request -> request.secretId(arn)
                .versionStage("AWSCURRENT")
                .moveToVersionId(pending)
                .removeFromVersionId(old));

        assertThat(value("AWSCURRENT")).isEqualTo("two");
        assertThat(value("AWSPREVIOUS")).isEqualTo("one");
    }

    @Test
    void aStagingLabelMovesOnlyFromTheNamedVersion() {
        var pending = client.putSecretValue(
                        request -> request.secretId(arn).secretString("two").versionStages("AWSPENDING"))
                .versionId();
        assertThatThrownBy(() -> client.updateSecretVersionStage(request ->
                        request.secretId(arn).versionStage("AWSCURRENT").moveToVersionId(pending)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("RemoveFromVersionId");
    }

    @Test
    void aRepeatedVersionChangesNothingAndAnotherValueForItIsRefused() {
        var token = "11111111-2222-3333-4444-555555555555";
        for (var i = 0; i < 2; i++) {
            client.putSecretValue(
                    request -> request.secretId(arn).clientRequestToken(token).secretString("two"));
        }
        assertThat(value("AWSPREVIOUS")).isEqualTo("one");
        assertThatThrownBy(() -> client.putSecretValue(request ->
                        request.secretId(arn).clientRequestToken(token).secretString("three")))
                .isInstanceOf(ResourceExistsException.class);
    }

    @Test
    void secretsSurviveARestartInAFileThatOnlyItsOwnerReads() throws Exception {
        client.putSecretValue(request -> request.secretId(arn).secretString("two"));

        var reopened = Secrets.open(file);
        assertThat(reopened.create("keys", () -> "ignored")).isEqualTo(arn);
        var secret = reopened.get(arn);
        assertThat(secret.versions()
                        .get(secret.versionAt("AWSCURRENT").orElseThrow())
                        .secretString())
                .isEqualTo("two");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private String value(String stage) {
        return client.getSecretValue(request -> request.secretId(arn).versionStage(stage))
                .secretString();
    }

    private List<List<String>> stages() {
        return List.copyOf(client.describeSecret(request -> request.secretId(arn))
                .versionIdsToStages()
                .values());
    }
}
