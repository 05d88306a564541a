package io.gatehouse.auth;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.usecase.SendLink;
import io.gatehouse.web.Handler;
import io.gatehouse.web.Http;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.util.Map;

/** {@code POST /api/password/forgot}: mails the link that leads to a new password. */
public final class ForgotPasswordFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final SendLink sendLink;
    private final Handler handler;

    public ForgotPasswordFunction() {
        this(Auth.ofThisProcess());
    }

    ForgotPasswordFunction(Auth auth) {
        this.sendLink = auth.sendLink();
        this.handler = auth.guard().open(auth.idempotency().once(this::accepted));
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return Http.answer(event, context, handler);
    }

    private Response accepted(Request request) {
        sendLink.toReset(request.body(fields -> fields.required("email", EmailAddress::parse)));
        return Response.json(202, Map.of("status", "accepted"));
    }
}
