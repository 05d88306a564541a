package io.gatehouse.auth;

import io.gatehouse.domain.registration.VerifyEmail;
import io.gatehouse.web.Api;
import io.gatehouse.web.OpenFunction;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.util.function.Function;

/** {@code POST /api/email/verify}: takes the token of a mail as proof of its address. */
public final class VerifyEmailFunction extends OpenFunction {
    private final VerifyEmail verifyEmail;

    public VerifyEmailFunction() {
        this(Auth.api());
    }

    VerifyEmailFunction(Api api) {
        super(api);
        this.verifyEmail = api.useCases().verifyEmail();
    }

    @Override
    protected Response answer(Request request) {
        var token = request.body(fields -> fields.required("token", Function.identity()));
        verifyEmail.verify(token, request.client());
        return Response.noContent();
    }
}
