package io.gatehouse.adapters.keys;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.adapters.aws.AwsClients;
import io.gatehouse.domain.Unavailable;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The signing keys, as one secret holds them: {@code {"keys":[{"privateKey":"base64 of PKCS #8"}]}}, of which the first
 * signs and all verify. They are read again every few minutes, and when a token names a key that is not known yet. Safe
 * for use by several threads.
 */
public final class SigningKeys {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CALL = Duration.ofMillis(2_500);
    private static final Duration ATTEMPT = Duration.ofMillis(1_200);
    private static final Duration FRESH = Duration.ofMinutes(5);
    /** Between two look-ups of keys that nobody knows: a caller can name any. */
    private static final Duration RESPITE = Duration.ofSeconds(10);

    private record Loaded(List<SigningKey> keys, Instant at) {
        static final Loaded NOTHING = new Loaded(List.of(), Instant.EPOCH);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Secret(@Nullable List<Entry> keys) {
        @JsonIgnoreProperties(ignoreUnknown = true)
        record Entry(String privateKey) {}
    }

    private final SecretsManagerClient secrets;
    private final String secretId;
    private final InstantSource clock;
    private volatile Loaded loaded = Loaded.NOTHING;

    /**
     * Touches no network.
     *
     * @param secretId name or ARN
     */
    public SigningKeys(String secretId, InstantSource clock) {
        this.secrets = AwsClients.build(SecretsManagerClient.builder(), CALL, ATTEMPT);
        this.secretId = secretId;
        this.clock = clock;
    }

    /** The public halves, as a JSON Web Key Set (RFC 7517, section 5). */
    public Map<String, Object> jwks() {
        return Map.of("keys", keys(FRESH).stream().map(SigningKey::jwk).toList());
    }

    /**
     * Makes the first key, if the secret holds none.
     *
     * @return whether it did
     */
    public boolean create(SecureRandom random) {
        if (!read().isEmpty()) {
            return false;
        }
        var secret =
                new Secret(List.of(new Secret.Entry(SigningKey.generate(random).pkcs8())));
        try {
            var written = JSON.writeValueAsString(secret);
            secrets.putSecretValue(r -> r.secretId(secretId).secretString(written));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (SdkException e) {
            throw new Unavailable("signing keys", e);
        }
        return true;
    }

    SigningKey current() {
        return keys(FRESH).getFirst();
    }

    Optional<SigningKey> find(String kid) {
        return find(keys(FRESH), kid).or(() -> find(keys(RESPITE), kid));
    }

    private static Optional<SigningKey> find(List<SigningKey> keys, String kid) {
        return keys.stream().filter(key -> key.kid().equals(kid)).findFirst();
    }

    private List<SigningKey> keys(Duration maxAge) {
        var known = loaded;
        return isFresh(known, maxAge) ? known.keys : load(maxAge);
    }

    private synchronized List<SigningKey> load(Duration maxAge) {
        var known = loaded;
        if (isFresh(known, maxAge)) {
            return known.keys;
        }
        try {
            var keys = read();
            if (keys.isEmpty()) {
                throw new Unavailable("signing keys");
            }
            loaded = new Loaded(keys, clock.instant());
            return keys;
        } catch (Unavailable e) {
            if (known.keys.isEmpty()) {
                throw e;
            }
            loaded = new Loaded(known.keys, clock.instant());
            return known.keys;
        }
    }

    private boolean isFresh(Loaded known, Duration maxAge) {
        return clock.instant().isBefore(known.at.plus(maxAge));
    }

    private List<SigningKey> read() {
        try {
            var secret = JSON.readValue(
                    secrets.getSecretValue(r -> r.secretId(secretId)).secretString(), Secret.class);
            return secret.keys() == null
                    ? List.of()
                    : secret.keys().stream()
                            .map(e -> SigningKey.parse(e.privateKey()))
                            .toList();
        } catch (SdkException e) {
            throw new Unavailable("signing keys", e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "The secret of the signing keys is malformed"); // without the cause, which quotes it
        }
    }
}
