package io.gatehouse.domain.session;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.basics.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/**
 * One sign-in.
 *
 * @param epoch the account's epoch when its credential was read; the session ends when the account's epoch rises
 * @param refreshKey 256 bits, with which the keys of its refresh tokens are derived
 * @param rotation how far its refresh tokens have been traded
 * @param authentication how it was opened
 * @param client where it was opened from
 * @param idleExpiresAt its end without another refresh
 * @param expiresAt its end in any case
 */
public record Session(
        UUID id,
        UUID accountId,
        long epoch,
        byte[] refreshKey,
        Rotation rotation,
        Authentication authentication,
        Client client,
        Instant createdAt,
        Instant idleExpiresAt,
        Instant expiresAt) {
    private static final int KEY_BYTES = 32;

    /** How long sessions live without a refresh, and at most. */
    public record Lifetimes(Duration idle, Duration absolute) {}

    /**
     * How long sessions live, and how many there are.
     *
     * @param perUser at most
     */
    public record Policy(Lifetimes lifetimes, int perUser) {}

    /** A new session. {@code random} must be cryptographically strong. */
    public static Session open(
            UUID id,
            Account account,
            Authentication authentication,
            Client client,
            Instant now,
            Lifetimes lifetimes,
            Random random) {
        var key = new byte[KEY_BYTES];
        random.nextBytes(key);
        var expiresAt = now.plus(lifetimes.absolute());
        return new Session(
                id,
                account.id(),
                account.epoch(),
                key,
                Rotation.begin(client, key, now),
                authentication,
                client,
                now,
                earlier(now.plus(lifetimes.idle()), expiresAt),
                expiresAt);
    }

    public Session refreshed(Client by, Instant now, Lifetimes lifetimes) {
        return with(epoch, rotation.next(by, refreshKey, now), earlier(now.plus(lifetimes.idle()), expiresAt));
    }

    /** The same session, of which the last refresh was repeated late. */
    public Session repeatedLate() {
        return with(epoch, rotation.repeatedLate(), idleExpiresAt);
    }

    public Session movedTo(long other) {
        return with(other, rotation, idleExpiresAt);
    }

    private Session with(long epoch, Rotation rotation, Instant idleExpiresAt) {
        return new Session(
                id,
                accountId,
                epoch,
                refreshKey,
                rotation,
                authentication,
                client,
                createdAt,
                idleExpiresAt,
                expiresAt);
    }

    /** The counter of its newest refresh token. */
    public long counter() {
        return rotation.counter();
    }

    /** The time of the last refresh; {@code createdAt} before the first. */
    public Instant refreshedAt() {
        return rotation.at();
    }

    /** What a client gets for the refresh token with this counter. */
    public Rotation.Answer answer(long counter, Client client, Instant now) {
        return rotation.answer(counter, client, refreshKey, now);
    }

    /** When it ends unless something ends it before. */
    public Instant endsAt() {
        return earlier(idleExpiresAt, expiresAt);
    }

    /** The seconds until {@link #endsAt}. */
    public long secondsLeft(Instant now) {
        return Math.max(0, Duration.between(now, endsAt()).toSeconds());
    }

    /** Whether it is live. {@code account} is the account as it is now. */
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
