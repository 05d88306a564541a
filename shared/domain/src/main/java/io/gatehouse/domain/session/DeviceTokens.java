package io.gatehouse.domain.session;

import io.gatehouse.domain.crypto.KeyedHash;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Issues and recognises device tokens. */
public final class DeviceTokens {
    private final KeyedHash hash;
    private final Random random;

    /** @param random cryptographically strong */
    public DeviceTokens(KeyedHash hash, Random random) {
        this.hash = hash;
        this.random = random;
    }

    public DeviceToken issue(UUID accountId) {
        return DeviceToken.issue(accountId, hash, random);
    }

    /** The token that a text stands for, if it was issued for this account. */
    public Optional<DeviceToken> recognise(@Nullable String text, UUID accountId) {
        return Optional.ofNullable(text).flatMap(DeviceToken::parse).filter(token -> token.isGenuine(accountId, hash));
    }
}
