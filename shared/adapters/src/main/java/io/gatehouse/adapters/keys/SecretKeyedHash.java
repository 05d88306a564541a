package io.gatehouse.adapters.keys;

import io.gatehouse.domain.crypto.HmacSha256;
import io.gatehouse.domain.crypto.KeyedHash;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Fingerprints under the text of a secret, which is read when it is first needed and then kept: it never changes. */
public final class SecretKeyedHash implements KeyedHash {
    /** In no use's name: no two uses share an input. */
    private static final byte[] SEPARATOR = {0};

    private final SecretText secret;
    private @Nullable HmacSha256 key;

    /** @param secretId name or ARN of a secret of at least 256 random bits */
    public SecretKeyedHash(String secretId) {
        this.secret = new SecretText(secretId, "hash key");
    }

    @Override
    public byte[] of(Use use, String value) {
        var name = use.name().getBytes(StandardCharsets.US_ASCII);
        return key().of(name, SEPARATOR, value.getBytes(StandardCharsets.UTF_8));
    }

    private synchronized HmacSha256 key() {
        if (key == null) {
            key = new HmacSha256(secret.read().getBytes(StandardCharsets.UTF_8));
        }
        return key;
    }
}
