package io.gatehouse.domain.audit;

import io.gatehouse.domain.crypto.AesGcm;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.UUID;

/**
 * The name of an account in the audit log, and the key of what is personal there. Both are stored with the account:
 * once it is deleted, nobody can tell whose entries they were or read the addresses in them.
 *
 * @param key 256 bits for AES-GCM
 */
public record Pseudonym(UUID id, byte[] key) {

    /** A new one. {@code random} must be cryptographically strong. */
    public static Pseudonym create(Random random) {
        var key = new byte[32];
        random.nextBytes(key);
        return new Pseudonym(new UUID(random.nextLong(), random.nextLong()), key);
    }

    public byte[] seal(String text, Random random) {
        return new AesGcm(key).seal(text.getBytes(StandardCharsets.UTF_8), random);
    }

    /** @throws IllegalArgumentException when the bytes were not sealed under this key, or were changed */
    public String open(byte[] sealed) {
        return new String(new AesGcm(key).open(sealed), StandardCharsets.UTF_8);
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "Pseudonym[" + id + "]";
    }
}
