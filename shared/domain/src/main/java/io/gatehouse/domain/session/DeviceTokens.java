package io.gatehouse.domain.session;

import io.gatehouse.domain.crypto.KeyedHash;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Issues and recognises device tokens.
 *
 * @param random cryptographically strong
 */
public record DeviceTokens(KeyedHash hash, Random random) {
    public DeviceToken issue(UUID accountId) {
        return DeviceToken.issue(accountId, hash, random);
    }

    /** The token that a text stands for, if it was issued for this account. */
    public Optional<DeviceToken> recognise(@Nullable String text, UUID accountId) {
        return Optional.ofNullable(text).flatMap(DeviceToken::parse).filter(token -> token.isGenuine(accountId, hash));
    }
}
