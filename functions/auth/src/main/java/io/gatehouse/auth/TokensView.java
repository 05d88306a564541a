package io.gatehouse.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gatehouse.domain.session.SessionTokens;
import io.gatehouse.domain.signin.SignInResult;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The answer to a sign-in, or to a refresh, which has no {@code deviceToken}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TokensView(
        String token,
        String tokenType,
        long expiresIn,
        String refreshToken,
        long refreshExpiresIn,
        @Nullable String deviceToken,
        User user) {
    record User(UUID id, String email) {}

    static TokensView of(SignInResult result) {
        return of(result.tokens(), result.deviceToken().text());
    }

    static TokensView of(SessionTokens tokens) {
        return of(tokens, null);
    }

    private static TokensView of(SessionTokens tokens, @Nullable String deviceToken) {
        var account = tokens.account();
        return new TokensView(
                tokens.accessToken().token(),
                "Bearer",
                tokens.accessToken().expiresIn(),
                tokens.refreshToken().text(),
                tokens.refreshExpiresIn(),
                deviceToken,
                new User(account.id(), account.email().address()));
    }
}
