package io.gatehouse.auth;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.signin.SignInWithPassword;
import io.gatehouse.domain.signin.VerifyPassword.Attempt;
import io.gatehouse.web.Api;
import io.gatehouse.web.Fields;
import io.gatehouse.web.OpenFunction;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.util.function.Function;

/** {@code POST /api/login}: signs in with an address and a password. */
public final class LoginFunction extends OpenFunction {
    private final SignInWithPassword signInWithPassword;

    public LoginFunction() {
        this(Auth.api());
    }

    LoginFunction(Api api) {
        super(api);
        this.signInWithPassword = api.useCases().signInWithPassword();
    }

    @Override
    protected Response answer(Request request) {
        var attempt = request.body(LoginFunction::attempt);
        return Response.ok(TokensView.of(signInWithPassword.signIn(attempt, request.client())));
    }

    private static Attempt attempt(Fields fields) {
        return new Attempt(
                fields.required("email", EmailAddress::parse),
                fields.required("password", Password::parse),
                fields.optional("deviceToken", Function.identity()));
    }
}
