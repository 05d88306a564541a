package io.gatehouse.domain.session;

import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.crypto.HmacSha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * How far a session's refresh tokens have been traded, and which of them still get an answer (RFC 9700, section
 * 4.14.2). A client may lose an answer and browser tabs share tokens, so some used tokens get again what they gave. Any
 * other used token is the sign of a thief.
 *
 * @param counter of the newest token
 * @param at time of the last refresh; of the sign-in before the first
 * @param userAgent a hash of the user agent of the last refresh; of the sign-in before the first
 * @param lateCounter the newest counter at the last late repeat; 0 before the first
 * @param lateStreak how many rotations in a row, that one included, were repeated late
 */
public record Rotation(long counter, Instant at, byte[] userAgent, long lateCounter, int lateStreak) {
    private static final Duration TABS = Duration.ofSeconds(30);
    private static final int STREAK_OF_A_THIEF = 3;
    private static final int HASH_BYTES = 16;

    /** What a genuine token gets. */
    public enum Answer {
        /** It is the newest, and gets the next. */
        NEXT,
        /** The same as before. */
        AGAIN,
        /** The same as before, and a mark, because it comes late. */
        AGAIN_LATE,
        /** The end of the session. */
        END,
        /** Nothing. Only a database that was set back does not know a genuine token. */
        UNKNOWN
    }

    static Rotation begin(Client client, byte[] sessionKey, Instant now) {
        return new Rotation(1, now, hash(client, sessionKey), 0, 0);
    }

    Rotation next(Client client, byte[] sessionKey, Instant now) {
        return new Rotation(counter + 1, now, hash(client, sessionKey), lateCounter, lateStreak);
    }

    Rotation repeatedLate() {
        return new Rotation(counter, at, userAgent, counter, streakWithThis());
    }

    Answer answer(long shown, Client client, byte[] sessionKey, Instant now) {
        if (shown >= counter) {
            return shown == counter ? Answer.NEXT : Answer.UNKNOWN;
        }
        if (now.isBefore(at.plus(TABS))) {
            return shown >= counter - 2 ? Answer.AGAIN : Answer.END;
        }
        if (shown < counter - 1 || !MessageDigest.isEqual(userAgent, hash(client, sessionKey))) {
            return Answer.END;
        }
        if (lateCounter == counter) {
            return Answer.AGAIN;
        }
        return streakWithThis() < STREAK_OF_A_THIEF ? Answer.AGAIN_LATE : Answer.END;
    }

    private int streakWithThis() {
        return lateCounter == counter - 1 ? lateStreak + 1 : 1;
    }

    private static byte[] hash(Client client, byte[] sessionKey) {
        var userAgent = client.userAgent().getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(new HmacSha256(sessionKey).of(userAgent), HASH_BYTES);
    }
}
