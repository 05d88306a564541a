package io.gatehouse.domain.session;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.basics.Sources;
import io.gatehouse.domain.crypto.KeyedHash;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Issues and recognises device tokens. A token ends when the epoch of its account rises, as with a reset or change of
 * the password, and 400 days after the sign-in that gave it.
 */
public record DeviceTokens(KeyedHash hash, Sources sources) {
    private static final int LIFETIME_DAYS = 400;

    /** A new token: for the device that was recognised, or for one that is not known yet. */
    public DeviceToken issue(Account account, Optional<DeviceToken> known) {
        var device = known.map(DeviceToken::device).orElseGet(this::newDevice);
        return new DeviceToken(device, today(), proof(device, today(), account.id(), account.epoch()));
    }

    /** The token that a text stands for, if it was issued for this account at this epoch and has not expired. */
    public Optional<DeviceToken> recognise(@Nullable String text, UUID accountId, long epoch) {
        return Optional.ofNullable(text)
                .flatMap(DeviceToken::parse)
                .filter(token ->
                        MessageDigest.isEqual(token.proof(), proof(token.device(), token.day(), accountId, epoch)))
                .filter(token -> today() - token.day() < LIFETIME_DAYS);
    }

    private UUID newDevice() {
        Random random = sources.random();
        return new UUID(random.nextLong(), random.nextLong());
    }

    private int today() {
        return Math.toIntExact(
                sources.now().getEpochSecond() / Duration.ofDays(1).toSeconds());
    }

    private byte[] proof(UUID device, int day, UUID accountId, long epoch) {
        return hash.of(KeyedHash.Use.DEVICE_TOKEN, device + " " + day + " " + accountId + " " + epoch);
    }
}
