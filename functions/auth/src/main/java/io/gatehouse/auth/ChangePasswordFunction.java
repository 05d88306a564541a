package io.gatehouse.auth;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.credential.PasswordPolicy;
import io.gatehouse.domain.usecase.Authenticate;
import io.gatehouse.domain.usecase.ChangePassword;
import io.gatehouse.web.Fields;
import io.gatehouse.web.Handler;
import io.gatehouse.web.Http;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;

/** {@code POST /api/password/change}: another password for the caller. */
public final class ChangePasswordFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private record Body(Password currentPassword, Password newPassword) {
        static Body read(Fields fields, PasswordPolicy policy, EmailAddress owner) {
            return new Body(
                    fields.required("currentPassword", Password::parse),
                    fields.required("newPassword", text -> policy.check(text, owner)));
        }
    }

    private final ChangePassword changePassword;
    private final PasswordPolicy policy;
    private final Handler handler;

    public ChangePasswordFunction() {
        this(Auth.ofThisProcess());
    }

    ChangePasswordFunction(Auth auth) {
        this.changePassword = auth.changePassword();
        this.policy = auth.passwordPolicy();
        this.handler = auth.guard().signedIn(this::changed);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return Http.answer(event, context, handler);
    }

    private Response changed(Request request, Authenticate.Caller caller) {
        var owner = caller.found().account().email();
        var body = request.body(fields -> Body.read(fields, policy, owner));
        changePassword.of(caller, body.currentPassword(), body.newPassword(), request.client());
        return Response.noContent();
    }
}
