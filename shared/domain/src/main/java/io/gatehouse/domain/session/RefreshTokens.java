package io.gatehouse.domain.session;

import io.gatehouse.domain.crypto.HmacSha256;
import io.gatehouse.domain.crypto.KeyedHash;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * Issues and recognises refresh tokens. The code of a token is an HMAC-SHA-256 under a key that is derived from the
 * session's key and the hash key: neither the database nor the hash key alone is enough to make one. The check is a
 * keyed hash over the token and its code, so that a forged token is refused without a look into the database.
 */
public record RefreshTokens(KeyedHash hash) {
    /** The session's newest token. */
    public RefreshToken newest(Session session) {
        return at(session, session.counter());
    }

    /** The session's token with this counter. */
    public RefreshToken at(Session session, long counter) {
        var code = code(session, counter);
        return new RefreshToken(session.id(), counter, check(session.id(), counter, code), code);
    }

    /** The token that a text stands for, if this service issued it for some session. */
    public Optional<RefreshToken> recognise(String text) {
        return RefreshToken.parse(text)
                .filter(token ->
                        MessageDigest.isEqual(token.check(), check(token.sessionId(), token.counter(), token.code())));
    }

    /** Whether a token was issued for this session. */
    public boolean isGenuine(RefreshToken token, Session session) {
        return token.sessionId().equals(session.id())
                && MessageDigest.isEqual(token.code(), code(session, token.counter()));
    }

    private byte[] code(Session session, long counter) {
        var key = hash.of(KeyedHash.Use.REFRESH_TOKEN_KEY, hex(session.refreshKey()));
        return new HmacSha256(key).of(RefreshToken.name(session.id(), counter));
    }

    private byte[] check(UUID sessionId, long counter, byte[] code) {
        var text = hex(RefreshToken.name(sessionId, counter)) + hex(code);
        return Arrays.copyOf(hash.of(KeyedHash.Use.REFRESH_TOKEN_CHECK, text), RefreshToken.CHECK_BYTES);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
