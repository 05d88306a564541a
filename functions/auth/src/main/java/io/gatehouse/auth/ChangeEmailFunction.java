package io.gatehouse.auth;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.usecase.Authenticate;
import io.gatehouse.domain.usecase.ChangeEmail;
import io.gatehouse.web.Fields;
import io.gatehouse.web.Handler;
import io.gatehouse.web.Http;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.util.Map;

/** {@code POST /api/email/change}: asks by mail whether the caller may have another address. */
public final class ChangeEmailFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private record Body(EmailAddress newEmail, Password password) {
        static Body read(Fields fields, Account account) {
            return new Body(
                    fields.required("newEmail", text -> ChangeEmail.other(text, account)),
                    fields.required("password", Password::parse));
        }
    }

    private final ChangeEmail changeEmail;
    private final Handler handler;

    public ChangeEmailFunction() {
        this(Auth.ofThisProcess());
    }

    ChangeEmailFunction(Auth auth) {
        this.changeEmail = auth.changeEmail();
        this.handler = auth.guard().signedIn(auth.idempotency().once(this::accepted));
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return Http.answer(event, context, handler);
    }

    private Response accepted(Request request, Authenticate.Caller caller) {
        var body = request.body(fields -> Body.read(fields, caller.found().account()));
        changeEmail.ask(caller, body.newEmail(), body.password(), request.client());
        return Response.json(202, Map.of("status", "accepted"));
    }
}
