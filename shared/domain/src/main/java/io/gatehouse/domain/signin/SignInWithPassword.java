package io.gatehouse.domain.signin;

import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.errors.TooManyAttempts;

/** Signs in a user by address and password. */
public record SignInWithPassword(VerifyPassword verifyPassword, OpenSession openSession) {
    /**
     * @throws Refused {@code INVALID_CREDENTIALS}, {@code ACCOUNT_DISABLED} or {@code EMAIL_NOT_VERIFIED}
     * @throws TooManyAttempts when too many before it failed
     */
    public SignInResult signIn(VerifyPassword.Attempt attempt, Client client) {
        return openSession.open(verifyPassword.verify(attempt, client), client);
    }
}
