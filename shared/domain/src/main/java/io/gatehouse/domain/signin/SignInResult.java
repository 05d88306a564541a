package io.gatehouse.domain.signin;

import io.gatehouse.domain.session.DeviceToken;
import io.gatehouse.domain.session.SessionTokens;

/** @param deviceToken what the device keeps and shows at its next sign-in */
public record SignInResult(SessionTokens tokens, DeviceToken deviceToken) {}
