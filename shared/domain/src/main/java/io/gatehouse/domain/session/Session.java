package io.gatehouse.domain.session;

import io.gatehouse.domain.account.Account;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/**
 * One sign-in.
 *
 * @param epoch the account's epoch when its password was read; the session is over once the account's is another
 * @param refreshKey 256 bits, under which its refresh tokens are made
 * @param counter that of the newest refresh token
 * @param client where the sign-in came from
 * @param refreshedAt when a refresh token was last used up; {@code createdAt} before the first
 * @param idleExpiresAt the end, unless a refresh comes before
 * @param expiresAt the absolute end, which nothing extends
 */
public record Session(
        UUID id,
        UUID accountId,
        long epoch,
        byte[] refreshKey,
        long counter,
        Client client,
        Instant createdAt,
        Instant refreshedAt,
        Instant idleExpiresAt,
        Instant expiresAt) {
    private static final int KEY_BYTES = 32;

    /**
     * How long sessions live.
     *
     * @param idle without a refresh
     * @param absolute at most
     */
    public record Lifetimes(Duration idle, Duration absolute) {}

    /** A new one. {@code random} must be cryptographically strong. */
    public static Session open(
            UUID id, Account account, Client client, Instant now, Lifetimes lifetimes, Random random) {
        var key = new byte[KEY_BYTES];
        random.nextBytes(key);
        var expiresAt = now.plus(lifetimes.absolute());
        return new Session(
                id,
                account.id(),
                account.epoch(),
                key,
                1,
                client,
                now,
                now,
                earlier(now.plus(lifetimes.idle()), expiresAt),
                expiresAt);
    }

    /** The same session after its newest refresh token was used up. */
    public Session refreshed(Instant now, Lifetimes lifetimes) {
        var idleExpiresAt = earlier(now.plus(lifetimes.idle()), expiresAt);
        return new Session(
                id, accountId, epoch, refreshKey, counter + 1, client, createdAt, now, idleExpiresAt, expiresAt);
    }

    /** When it is over, if nothing happens before. */
    public Instant endsAt() {
        return earlier(idleExpiresAt, expiresAt);
    }

    /** How long it lives if nothing happens, in whole seconds. */
    public long secondsLeft(Instant now) {
        return Math.max(0, Duration.between(now, endsAt()).toSeconds());
    }

    /** Whether it still lives; the account must be as it is now. */
    public boolean livesIn(Account account, Instant now) {
        return account.active() && epoch == account.epoch() && now.isBefore(endsAt());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "Session[" + id + "]";
    }
}
