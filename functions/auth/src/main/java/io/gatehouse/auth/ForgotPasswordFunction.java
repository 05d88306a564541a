package io.gatehouse.auth;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.password.ForgotPassword;
import io.gatehouse.web.Api;
import io.gatehouse.web.Idempotency;
import io.gatehouse.web.Idempotency.Answer;
import io.gatehouse.web.OpenFunction;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.util.Map;

/** {@code POST /api/password/forgot}: mails the link that leads to a new password. */
public final class ForgotPasswordFunction extends OpenFunction {
    private final ForgotPassword forgotPassword;
    private final Idempotency idempotency;

    public ForgotPasswordFunction() {
        this(Auth.api());
    }

    ForgotPasswordFunction(Api api) {
        super(api);
        this.forgotPassword = api.useCases().forgotPassword();
        this.idempotency = api.idempotency();
    }

    @Override
    protected Response answer(Request request) {
        return idempotency.once(
                request, () -> request.body(fields -> fields.required("email", EmailAddress::parse)), email -> {
                    forgotPassword.mailLink(email);
                    return new Answer(Response.json(202, Map.of("status", "accepted")), null);
                });
    }
}
