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

/** {@code POST /api/email/resend}: mails the link that verifies an address once more. */
public final class ResendVerificationFunction
        implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final SendLink sendLink;
    private final Handler handler;

    public ResendVerificationFunction() {
        this(Auth.ofThisProcess());
    }

    ResendVerificationFunction(Auth auth) {
        this.sendLink = auth.sendLink();
        this.handler = auth.guard().open(this::accepted);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return Http.answer(event, context, handler);
    }

    private Response accepted(Request request) {
        sendLink.toVerify(request.body(fields -> fields.required("email", EmailAddress::parse)));
        return Response.json(202, Map.of("status", "accepted"));
    }
}
