package io.gatehouse.adapters.keys;

import io.gatehouse.domain.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Fingerprints under the text of a secret, which is read when it is first needed and then kept: it never changes. */
public final class SecretKeyedHash implements KeyedHash {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretText secret;

    private volatile @Nullable SecretKeySpec key;

    /**
     * Touches no network.
     *
     * @param secretId name or ARN of a secret of at least 256 random bits
     */
    public SecretKeyedHash(String secretId) {
        this.secret = new SecretText(secretId, "hash key");
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
            known = new SecretKeySpec(secret.read().text().getBytes(StandardCharsets.UTF_8), ALGORITHM);
            key = known;
        }
        return known;
    }
}
