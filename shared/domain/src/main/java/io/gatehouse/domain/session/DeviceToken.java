package io.gatehouse.domain.session;

import io.gatehouse.domain.crypto.KeyedHash;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/**
 * A token by which a sign-in recognises a device: base64url of a version byte, 16 random bytes and a keyed hash over
 * them and the account. It opens nothing by itself.
 *
 * @param device 128 random bits
 */
public record DeviceToken(UUID device, byte[] proof) {
    private static final byte VERSION = 1;
    private static final int ID_BYTES = 16;
    private static final int PROOF_BYTES = 32;
    private static final int BYTES = 1 + ID_BYTES + PROOF_BYTES;

    /** A new token for an account. {@code random} must be cryptographically strong. */
    static DeviceToken issue(UUID accountId, KeyedHash hash, Random random) {
        var device = new UUID(random.nextLong(), random.nextLong());
        return new DeviceToken(device, proof(device, accountId, hash));
    }

    /** Empty for any text that {@link #text} does not produce. */
    public static Optional<DeviceToken> parse(String text) {
        try {
            var bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length != BYTES || bytes[0] != VERSION) {
                return Optional.empty();
            }
            var in = ByteBuffer.wrap(bytes).position(1);
            var device = new UUID(in.getLong(), in.getLong());
            return Optional.of(new DeviceToken(device, Arrays.copyOfRange(bytes, 1 + ID_BYTES, BYTES)))
                    .filter(token -> token.text().equals(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether it was issued for this account. */
    public boolean isGenuine(UUID accountId, KeyedHash hash) {
        return MessageDigest.isEqual(proof, proof(device, accountId, hash));
    }

    public String text() {
        var bytes = ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .putLong(device.getMostSignificantBits())
                .putLong(device.getLeastSignificantBits())
                .put(proof)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] proof(UUID device, UUID accountId, KeyedHash hash) {
        return hash.of(KeyedHash.Use.DEVICE_TOKEN, device + " " + accountId);
    }
}
