package io.gatehouse.domain.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The name under which an account stands in the audit log, and the key of what is personal there. Both live in the
 * account's row: once it is deleted, nobody can say whose entries they were, nor read the addresses in them.
 *
 * @param key 256 bits for AES-GCM
 */
public record Pseudonym(UUID id, byte[] key) {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    /** A fresh one. {@code random} must be cryptographically strong. */
    public static Pseudonym create(Random random) {
        var key = new byte[32];
        random.nextBytes(key);
        return new Pseudonym(new UUID(random.nextLong(), random.nextLong()), key);
    }

    /** Encrypts a text under this pseudonym's key: nonce, then cipher text and tag (NIST SP 800-38D). */
    public byte[] seal(String text, Random random) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, nonce);
            var sealed = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is part of every JDK", e);
        }
    }

    /** @throws IllegalArgumentException when the bytes were not sealed under this key, or were changed */
    public String open(byte[] sealed) {
        try {
            var cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_BYTES));
            return new String(cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Not sealed under this key", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "Pseudonym[" + id + "]";
    }
}
