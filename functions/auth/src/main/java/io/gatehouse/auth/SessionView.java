package io.gatehouse.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gatehouse.domain.session.SessionTokens;
import io.gatehouse.domain.signin.SignInResult;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The answer to a sign-in, or to a refresh, which has no {@code deviceToken}. */
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

    static SessionView of(SignInResult result) {
        return of(result.tokens(), result.deviceToken().text());
    }

    static SessionView of(SessionTokens tokens) {
        return of(tokens, null);
    }

    private static SessionView of(SessionTokens tokens, @Nullable String deviceToken) {
        var account = tokens.account();
        return new SessionView(
                tokens.accessToken().token(),
                "Bearer",
                tokens.accessToken().expiresIn(),
                tokens.refreshToken().text(),
                tokens.refreshExpiresIn(),
                deviceToken,
                new User(account.id(), account.email().address()));
    }
}
