package io.gatehouse.adapters.keys;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.domain.crypto.KeyRing;
import io.gatehouse.domain.crypto.SigningKey;
import io.gatehouse.domain.crypto.SigningKeyVault;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signing keys in a secret, as {@code {"keys":[{"privateKey":"base64 of PKCS
 * #8","signsFrom":"2026-11-23T21:05:27Z"}]}}.
 */
public final class SecretSigningKeyVault implements SigningKeyVault {
    private static final Logger LOG = LoggerFactory.getLogger(SecretSigningKeyVault.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Written(@Nullable List<Key> keys) {
        record Key(String privateKey, String signsFrom) {}
    }

    private final SecretText secret;
    private final Duration tokenLifetime;

    /**
     * @param secretId name or ARN
     * @param tokenLifetime how long an access token is valid at most
     */
    public SecretSigningKeyVault(String secretId, Duration tokenLifetime) {
        this.secret = new SecretText(secretId, "signing keys");
        this.tokenLifetime = tokenLifetime;
    }

    /** @throws IllegalStateException when the secret is malformed; the message does not quote it */
    @Override
    public KeyRing read() {
        return parse(secret.read());
    }

    @Override
    public KeyRing change(Function<KeyRing, Optional<KeyRing>> change) {
        var ring = parse(secret.change(text -> change.apply(parse(text)).map(SecretSigningKeyVault::json)));
        LOG.atInfo().addKeyValue("kid", ring.keys().getLast().kid()).log("newest signing key");
        return ring;
    }

    private KeyRing parse(String json) {
        try {
            var written = JSON.readValue(json, Written.class).keys();
            var keys = written == null ? Stream.<Written.Key>empty() : written.stream();
            return new KeyRing(
                    keys.map(key -> SigningKey.parse(key.privateKey(), Instant.parse(key.signsFrom())))
                            .toList(),
                    tokenLifetime);
        } catch (JsonProcessingException | DateTimeException e) {
            throw new IllegalStateException("The secret of the signing keys is malformed"); // the cause quotes it
        }
    }

    private static String json(KeyRing ring) {
        var keys = ring.keys().stream()
                .map(key -> new Written.Key(key.pkcs8(), key.signsFrom().toString()))
                .toList();
        return JSON.valueToTree(new Written(keys)).toString();
    }
}
