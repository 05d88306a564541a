package io.gatehouse.domain.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Message authentication: HMAC-SHA-256 (RFC 2104) under a key of at least 256 bits. */
public record HmacSha256(byte[] key) {
    private static final String ALGORITHM = "HmacSHA256";

    /** The code of a message, 32 bytes. The message is the concatenation of its parts. */
    public byte[] of(byte[]... parts) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            for (var part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is part of every JDK", e);
        }
    }
}
