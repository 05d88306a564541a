package io.gatehouse.auth;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.registration.ResendVerification;
import io.gatehouse.web.Api;
import io.gatehouse.web.OpenFunction;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.util.Map;

/** {@code POST /api/email/resend}: mails the link that verifies an address once more. */
public final class ResendVerificationFunction extends OpenFunction {
    private final ResendVerification resendVerification;

    public ResendVerificationFunction() {
        this(Auth.api());
    }

    ResendVerificationFunction(Api api) {
        super(api);
        this.resendVerification = api.useCases().resendVerification();
    }

    @Override
    protected Response answer(Request request) {
        resendVerification.resend(request.body(fields -> fields.required("email", EmailAddress::parse)));
        return Response.json(202, Map.of("status", "accepted"));
    }
}
