package io.gatehouse.domain.usecase;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.session.AccessTokens;
import io.gatehouse.domain.session.RefreshToken;

/**
 * A session with fresh tokens.
 *
 * @param refreshToken what to trade for the next access token
 * @param refreshExpiresIn how long that can be done, in whole seconds from now
 */
public record SignedIn(
        Account account, AccessTokens.Issued accessToken, RefreshToken refreshToken, long refreshExpiresIn) {}
