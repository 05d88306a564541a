package io.gatehouse.auth;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.credential.PasswordPolicy;
import io.gatehouse.domain.password.ResetPassword;
import io.gatehouse.web.Api;
import io.gatehouse.web.Fields;
import io.gatehouse.web.OpenFunction;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/password/reset}: sets a new password with the token of a mail. */
public final class ResetPasswordFunction extends OpenFunction {

    private record Body(String token, Password password) {}

    private final ResetPassword resetPassword;
    private final PasswordPolicy policy;

    public ResetPasswordFunction() {
        this(Auth.api());
    }

    ResetPasswordFunction(Api api) {
        super(api);
        this.resetPassword = api.useCases().resetPassword();
        this.policy = api.useCases().passwordPolicy();
    }

    @Override
    protected Response answer(Request request) {
        var body = request.body(this::read);
        resetPassword.reset(body.token(), body.password(), request.client());
        return Response.noContent();
    }

    private Body read(Fields fields) {
        var token = fields.required("token", Function.identity());
        return new Body(token, fields.required("password", text -> policy.check(text, owner(token))));
    }

    /** Null when the token is missing, which is an error of its own. */
    private @Nullable EmailAddress owner(@Nullable String token) {
        return token == null ? null : resetPassword.owner(token);
    }
}
