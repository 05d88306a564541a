package io.gatehouse.auth;

import io.gatehouse.domain.address.ConfirmEmailChange;
import io.gatehouse.web.Api;
import io.gatehouse.web.OpenFunction;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.util.Map;
import java.util.function.Function;

/** {@code POST /api/email/confirm}: takes the token of a mail as consent to a change of address. */
public final class ConfirmEmailFunction extends OpenFunction {
    private final ConfirmEmailChange confirmEmailChange;

    public ConfirmEmailFunction() {
        this(Auth.api());
    }

    ConfirmEmailFunction(Api api) {
        super(api);
        this.confirmEmailChange = api.useCases().confirmEmailChange();
    }

    @Override
    protected Response answer(Request request) {
        var token = request.body(fields -> fields.required("token", Function.identity()));
        var result = confirmEmailChange.confirm(token, request.client());
        return Response.ok(Map.of("status", result.label()));
    }
}
