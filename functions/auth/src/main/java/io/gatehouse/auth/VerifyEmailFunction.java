package io.gatehouse.auth;

import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.proof.Evidence;
import io.gatehouse.domain.registration.VerifyEmail;
import io.gatehouse.domain.session.Visitor;
import io.gatehouse.web.Api;
import io.gatehouse.web.Fields;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import io.gatehouse.web.VisitedFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/email/verify}: takes the token of a mail as proof of its address. */
public final class VerifyEmailFunction extends VisitedFunction {

    private record Body(String token, @Nullable Password password) {}

    private final VerifyEmail verifyEmail;

    public VerifyEmailFunction() {
        this(Auth.api());
    }

    VerifyEmailFunction(Api api) {
        super(api);
        this.verifyEmail = api.useCases().verifyEmail();
    }

    @Override
    protected Response answer(Request request, Visitor visitor) {
        var body = request.body(this::read);
        verifyEmail.verify(body.token(), new Evidence(visitor, body.password()), request.client());
        return Response.noContent();
    }

    private Body read(Fields fields) {
        var token = fields.required("token", Function.identity());
        return new Body(token, fields.optional("password", text -> password(token, text)));
    }

    /** The token is null when it is missing, which is an error of its own. */
    private Password password(@Nullable String token, String text) {
        return token == null ? Password.parse(text) : verifyEmail.password(token, text);
    }
}
