package io.gatehouse.domain.session;

import io.gatehouse.domain.crypto.HmacSha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * A refresh token: base64url without padding of a version byte, the session's id (16 bytes), the counter (8 bytes, big
 * endian) and an HMAC-SHA-256 over all of that under the session's key. Anyone who knows a session's id can write one;
 * only a {@link #isGenuine genuine} one counts.
 *
 * @param counter which of the session's tokens this is, from 1
 */
public record RefreshToken(UUID sessionId, long counter, byte[] mac) {
    private static final byte VERSION = 1;
    private static final int SIGNED_BYTES = 1 + 16 + 8;
    private static final int MAC_BYTES = 32;

    public static RefreshToken newest(Session session) {
        return at(session, session.counter());
    }

    static RefreshToken at(Session session, long counter) {
        return new RefreshToken(session.id(), counter, mac(session.id(), counter, session.refreshKey()));
    }

    /** Empty for any text that {@link #text} does not produce. */
    public static Optional<RefreshToken> parse(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != SIGNED_BYTES + MAC_BYTES || bytes[0] != VERSION) {
            return Optional.empty();
        }
        var in = ByteBuffer.wrap(bytes).position(1);
        var token = new RefreshToken(
                new UUID(in.getLong(), in.getLong()),
                in.getLong(),
                Arrays.copyOfRange(bytes, SIGNED_BYTES, bytes.length));
        return Optional.of(token).filter(t -> t.text().equals(text));
    }

    /** The token that this one is traded for. */
    public RefreshToken successor(Session session) {
        return at(session, counter + 1);
    }

    /** Whether it was issued for this session. */
    public boolean isGenuine(Session session) {
        return sessionId.equals(session.id())
                && MessageDigest.isEqual(mac, mac(sessionId, counter, session.refreshKey()));
    }

    public String text() {
        var bytes = ByteBuffer.allocate(SIGNED_BYTES + MAC_BYTES)
                .put(signed(sessionId, counter))
                .put(mac)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] mac(UUID sessionId, long counter, byte[] key) {
        return new HmacSha256(key).of(signed(sessionId, counter));
    }

    private static byte[] signed(UUID sessionId, long counter) {
        return ByteBuffer.allocate(SIGNED_BYTES)
                .put(VERSION)
                .putLong(sessionId.getMostSignificantBits())
                .putLong(sessionId.getLeastSignificantBits())
                .putLong(counter)
                .array();
    }
}
