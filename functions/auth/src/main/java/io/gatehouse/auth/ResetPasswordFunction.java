package io.gatehouse.auth;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.credential.PasswordPolicy;
import io.gatehouse.domain.usecase.ResetPassword;
import io.gatehouse.web.Fields;
import io.gatehouse.web.Handler;
import io.gatehouse.web.Http;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/password/reset}: the token of a mail for a new password. */
public final class ResetPasswordFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private record Body(String token, Password password) {}

    private final ResetPassword resetPassword;
    private final PasswordPolicy policy;
    private final Handler handler;

    public ResetPasswordFunction() {
        this(Auth.ofThisProcess());
    }

    ResetPasswordFunction(Auth auth) {
        this.resetPassword = auth.resetPassword();
        this.policy = auth.passwordPolicy();
        this.handler = auth.guard().open(this::reset);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return Http.answer(event, context, handler);
    }

    private Response reset(Request request) {
        var body = request.body(this::read);
        resetPassword.with(body.token(), body.password(), request.client());
        return Response.noContent();
    }

    private Body read(Fields fields) {
        var token = fields.required("token", Function.identity());
        return new Body(token, fields.required("password", text -> policy.check(text, owner(token))));
    }

    /** Whose password it is to be; unknown when the token is missing, which is another error. */
    private @Nullable EmailAddress owner(@Nullable String token) {
        return token == null ? null : resetPassword.owner(token);
    }
}
