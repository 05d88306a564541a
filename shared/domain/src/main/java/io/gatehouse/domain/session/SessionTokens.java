package io.gatehouse.domain.session;

import io.gatehouse.domain.account.Account;

/** @param refreshExpiresIn in whole seconds from now */
public record SessionTokens(
        Account account, AccessTokens.Issued accessToken, RefreshToken refreshToken, long refreshExpiresIn) {}
