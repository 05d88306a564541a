package io.gatehouse.domain.session;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * A token by which a sign-in recognises a device: base64url of a version byte, 16 random bytes, the day of the sign-in
 * that gave it (4 bytes, days since 1970 in UTC, big endian) and a keyed hash. It opens nothing by itself.
 *
 * @param device 128 random bits
 * @param proof tells that it was issued for an account, at the epoch that the account still has
 */
public record DeviceToken(UUID device, int day, byte[] proof) {
    private static final byte VERSION = 2;
    private static final int NAME_BYTES = 1 + 16 + 4;
    private static final int PROOF_BYTES = 32;
    private static final int BYTES = NAME_BYTES + PROOF_BYTES;

    /** Empty for any text that {@link #text} does not produce. */
    static Optional<DeviceToken> parse(String text) {
        try {
            var bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length != BYTES || bytes[0] != VERSION) {
                return Optional.empty();
            }
            var in = ByteBuffer.wrap(bytes).position(1);
            var device = new UUID(in.getLong(), in.getLong());
            return Optional.of(new DeviceToken(device, in.getInt(), Arrays.copyOfRange(bytes, NAME_BYTES, BYTES)))
                    .filter(token -> token.text().equals(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public String text() {
        var bytes = ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .putLong(device.getMostSignificantBits())
                .putLong(device.getLeastSignificantBits())
                .putInt(day)
                .put(proof)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
