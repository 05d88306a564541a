package io.gatehouse.adapters.keys;

import io.gatehouse.adapters.aws.AwsClients;
import io.gatehouse.domain.errors.Unavailable;
import java.time.Duration;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** A text in Secrets Manager. Safe for use by several threads. */
final class SecretText {
    /**
     * As long as work without a limit of its own waits, such as a deployment's: a cold start on a busy machine is slow.
     */
    private static final Duration CALL = Duration.ofSeconds(8);

    private static final Duration ATTEMPT = Duration.ofMillis(700);
    private static final String CURRENT = "AWSCURRENT";
    private static final String PENDING = "AWSPENDING";

    /** The text as it was when it was read. */
    record Version(String id, String text) {}

    private final SecretsManagerClient secrets;
    private final String secretId;
    private final String name;

    /**
     * Touches no network.
     *
     * @param secretId name or ARN
     * @param name what it is called when it is unavailable
     */
    SecretText(String secretId, String name) {
        this.secrets = AwsClients.build(SecretsManagerClient.builder(), CALL, ATTEMPT);
        this.secretId = secretId;
        this.name = name;
    }

    /** @throws Unavailable when it cannot be read in time */
    Version read() {
        try {
            var value = secrets.getSecretValue(
                    r -> r.secretId(secretId).overrideConfiguration(AwsClients.inTime(name, CALL)));
            return new Version(value.versionId(), value.secretString());
        } catch (SdkException e) {
            throw new Unavailable(name, e);
        }
    }

    /**
     * Replaces the text that was read, unless another has done so: of two that read the same version, one succeeds.
     *
     * @return whether it did
     * @throws Unavailable when Secrets Manager does not answer in time; the text may have been replaced then
     */
    boolean replace(Version read, String text) {
        var id = UUID.randomUUID().toString();
        try {
            secrets.putSecretValue(r -> r.secretId(secretId)
                    .clientRequestToken(id)
                    .secretString(text)
                    .versionStages(PENDING));
            secrets.updateSecretVersionStage(r -> r.secretId(secretId)
                    .versionStage(CURRENT)
                    .removeFromVersionId(read.id)
                    .moveToVersionId(id));
            return true;
        } catch (InvalidParameterException | ResourceNotFoundException e) {
            return read().id.equals(id); // the SDK asks again when an answer is lost, and is refused the second time
        } catch (SdkException e) {
            throw new Unavailable(name, e);
        }
    }
}
