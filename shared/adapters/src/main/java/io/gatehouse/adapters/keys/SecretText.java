package io.gatehouse.adapters.keys;

import io.gatehouse.adapters.aws.AwsClients;
import io.gatehouse.domain.errors.Unavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
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
    private static final int CHANGES = 16; // a lost race is another run's progress, of which there are few
    private static final String CURRENT = "AWSCURRENT";
    private static final String PENDING = "AWSPENDING";

    /** The text as it was when it was read. */
    private record Version(String id, String text) {}

    private final SecretsManagerClient secrets = AwsClients.build(SecretsManagerClient.builder(), CALL, ATTEMPT);
    private final String secretId;
    private final String name;

    /**
     * @param secretId name or ARN
     * @param name what it is called when it is unavailable
     */
    SecretText(String secretId, String name) {
        this.secretId = secretId;
        this.name = name;
    }

    /** @throws Unavailable when it cannot be read in time */
    String read() {
        return version().text;
    }

    /**
     * Replaces the text by what the change makes of it, unless that is empty. A change that loses a race is made again
     * of the text that is there then.
     *
     * @return the text afterwards
     * @throws Unavailable when Secrets Manager does not answer in time; the text may have been replaced then
     */
    String change(Function<String, Optional<String>> change) {
        for (var attempt = 0; attempt < CHANGES; attempt++) {
            var before = version();
            var after = change.apply(before.text);
            if (after.isEmpty() || replace(before, after.get())) {
                return after.orElse(before.text);
            }
        }
        throw new Unavailable(name);
    }

    private Version version() {
        try {
            var value = secrets.getSecretValue(
                    r -> r.secretId(secretId).overrideConfiguration(AwsClients.inTime(name, CALL)));
            return new Version(value.versionId(), value.secretString());
        } catch (SdkException e) {
            throw new Unavailable(name, e);
        }
    }

    /** Returns false when another has replaced the text: of two that read the same version, one succeeds. */
    private boolean replace(Version read, String text) {
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
            return version().id.equals(id); // the SDK asks again when an answer is lost, and is refused the second time
        } catch (SdkException e) {
            throw new Unavailable(name, e);
        }
    }
}
