package io.gatehouse.auth;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.domain.usecase.VerifyEmail;
import io.gatehouse.web.Handler;
import io.gatehouse.web.Http;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.util.function.Function;

/** {@code POST /api/email/verify}: the token of a mail, as proof that its address is the sender's. */
public final class VerifyEmailFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final VerifyEmail verifyEmail;
    private final Handler handler;

    public VerifyEmailFunction() {
        this(Auth.ofThisProcess());
    }

    VerifyEmailFunction(Auth auth) {
        this.verifyEmail = auth.verifyEmail();
        this.handler = auth.guard().open(this::verified);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return Http.answer(event, context, handler);
    }

    private Response verified(Request request) {
        var token = request.body(fields -> fields.required("token", Function.identity()));
        verifyEmail.with(token, request.client());
        return Response.noContent();
    }
}
