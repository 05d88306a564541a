package io.gatehouse.auth;

import io.gatehouse.domain.address.ConfirmEmailChange;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.proof.Evidence;
import io.gatehouse.domain.session.Visitor;
import io.gatehouse.web.Api;
import io.gatehouse.web.Fields;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import io.gatehouse.web.VisitedFunction;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/email/confirm}: takes the token of a mail as consent to a change of address. */
public final class ConfirmEmailFunction extends VisitedFunction {

    private record Body(String token, @Nullable Password password) {
        static Body read(Fields fields) {
            return new Body(
                    fields.required("token", Function.identity()), fields.optional("password", Password::parse));
        }
    }

    private final ConfirmEmailChange confirmEmailChange;

    public ConfirmEmailFunction() {
        this(Auth.api());
    }

    ConfirmEmailFunction(Api api) {
        super(api);
        this.confirmEmailChange = api.useCases().confirmEmailChange();
    }

    @Override
    protected Response answer(Request request, Visitor visitor) {
        var body = request.body(Body::read);
        var evidence = new Evidence(visitor, body.password());
        var result = confirmEmailChange.confirm(body.token(), evidence, request.client());
        return Response.ok(Map.of("status", result.label()));
    }
}
