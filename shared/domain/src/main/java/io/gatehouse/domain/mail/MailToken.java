package io.gatehouse.domain.mail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;

/**
 * The token of a mail's link, as it is stored: as its SHA-256, which is enough for 256 random bits.
 *
 * @param tries how many passwords were tried with it; see {@link MailTokens#countTry}
 */
public record MailToken(UUID id, byte[] hash, MailLink link, Instant expiresAt, int tries) {
    /** A token with which so many wrong passwords were tried is good for nothing. */
    public static final int MAX_TRIES = 5;

    private static final int BYTES = 32;

    /** A new text, 43 characters of base64url. {@code random} must be cryptographically strong. */
    public static String text(Random random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static MailToken create(UUID id, String text, MailLink link, Instant now) {
        return new MailToken(id, hash(text), link, now.plus(link.purpose().lifetime()), 0);
    }

    public boolean hasTriesLeft() {
        return tries < MAX_TRIES;
    }

    public static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
