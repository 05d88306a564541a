package io.gatehouse.domain.session;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * A refresh token: base64url without padding of a version byte, the session's id (16 bytes), the counter (8 bytes, big
 * endian), a check (8 bytes) and a code (32 bytes). Anyone who knows a session's id can write one;
 * {@link RefreshTokens} tells whether it is genuine.
 *
 * @param counter which of the session's tokens this is, from 1
 * @param check tells without the session whether this service issued the token
 * @param code proves it, with the session's key
 */
public record RefreshToken(UUID sessionId, long counter, byte[] check, byte[] code) {
    private static final byte VERSION = 2;
    private static final int NAME_BYTES = 1 + 16 + 8;
    static final int CHECK_BYTES = 8;
    private static final int CODE_BYTES = 32;
    private static final int BYTES = NAME_BYTES + CHECK_BYTES + CODE_BYTES;

    /** Empty for any text that {@link #text} does not produce. */
    static Optional<RefreshToken> parse(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != BYTES || bytes[0] != VERSION) {
            return Optional.empty();
        }
        var in = ByteBuffer.wrap(bytes).position(1);
        var token = new RefreshToken(
                new UUID(in.getLong(), in.getLong()),
                in.getLong(),
                Arrays.copyOfRange(bytes, NAME_BYTES, NAME_BYTES + CHECK_BYTES),
                Arrays.copyOfRange(bytes, NAME_BYTES + CHECK_BYTES, BYTES));
        return Optional.of(token).filter(t -> t.text().equals(text));
    }

    public String text() {
        var bytes = ByteBuffer.allocate(BYTES)
                .put(name(sessionId, counter))
                .put(check)
                .put(code)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Names one token among those of all sessions and versions. */
    static byte[] name(UUID sessionId, long counter) {
        return ByteBuffer.allocate(NAME_BYTES)
                .put(VERSION)
                .putLong(sessionId.getMostSignificantBits())
                .putLong(sessionId.getLeastSignificantBits())
                .putLong(counter)
                .array();
    }
}
