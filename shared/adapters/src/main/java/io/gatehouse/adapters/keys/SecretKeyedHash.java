package io.gatehouse.adapters.keys;

import io.gatehouse.adapters.aws.AwsClients;
import io.gatehouse.domain.KeyedHash;
import io.gatehouse.domain.Unavailable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Fingerprints under the text of a secret, which is read when it is first needed and then kept: it never changes. */
public final class SecretKeyedHash implements KeyedHash {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration CALL = Duration.ofMillis(2_500);
    private static final Duration ATTEMPT = Duration.ofMillis(1_200);

    private final SecretsManagerClient secrets;
    private final String secretId;

    private volatile @Nullable SecretKeySpec key;

    /**
     * Touches no network.
     *
     * @param secretId name or ARN of a secret of at least 256 random bits
     */
    public SecretKeyedHash(String secretId) {
        this.secrets = AwsClients.build(SecretsManagerClient.builder(), CALL, ATTEMPT);
        this.secretId = secretId;
    }

    @Override
    public byte[] of(Use use, String value) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key());
            mac.update(use.name().getBytes(StandardCharsets.US_ASCII));
            mac.update((byte) 0); // in no use's name: no two uses share an input
            return mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is part of every JDK", e);
        }
    }

    private SecretKeySpec key() {
        var known = key;
        return known != null ? known : read();
    }

    private synchronized SecretKeySpec read() {
        var known = key;
        if (known == null) {
            known = new SecretKeySpec(secret().getBytes(StandardCharsets.UTF_8), ALGORITHM);
            key = known;
        }
        return known;
    }

    private String secret() {
        try {
            return secrets.getSecretValue(r -> r.secretId(secretId)).secretString();
        } catch (SdkException e) {
            throw new Unavailable("hash key", e);
        }
    }
}
