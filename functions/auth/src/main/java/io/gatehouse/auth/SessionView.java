package io.gatehouse.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gatehouse.domain.usecase.SignIn;
import io.gatehouse.domain.usecase.SignedIn;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody gets who has signed in, or goes on being signed in.
 *
 * @param deviceToken only for who has just signed in
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SessionView(
        String token,
        String tokenType,
        long expiresIn,
        String refreshToken,
        long refreshExpiresIn,
        @Nullable String deviceToken,
        User user) {
    record User(UUID id, String email) {}

    static SessionView of(SignIn.Welcome welcome) {
        return of(welcome.signedIn(), welcome.deviceToken().text());
    }

    static SessionView of(SignedIn signedIn) {
        return of(signedIn, null);
    }

    private static SessionView of(SignedIn signedIn, @Nullable String deviceToken) {
        var account = signedIn.account();
        return new SessionView(
                signedIn.accessToken().token(),
                "Bearer",
                signedIn.accessToken().expiresIn(),
                signedIn.refreshToken().text(),
                signedIn.refreshExpiresIn(),
                deviceToken,
                new User(account.id(), account.email().address()));
    }
}
