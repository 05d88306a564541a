package io.gatehouse.domain.session;

import io.gatehouse.domain.account.Account;

/**
 * The tokens that a session gives its client.
 *
 * @param refreshToken what the client trades for the next tokens
 * @param refreshExpiresIn how long it can, in whole seconds from now
 */
public record SessionTokens(
        Account account, AccessTokens.Issued accessToken, RefreshToken refreshToken, long refreshExpiresIn) {}
