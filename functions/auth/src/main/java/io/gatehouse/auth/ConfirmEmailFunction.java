package io.gatehouse.auth;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.domain.usecase.ConfirmEmail;
import io.gatehouse.web.Handler;
import io.gatehouse.web.Http;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.util.Map;
import java.util.function.Function;

/** {@code POST /api/email/confirm}: the token of a mail, as agreement to a change of address. */
public final class ConfirmEmailFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final ConfirmEmail confirmEmail;
    private final Handler handler;

    public ConfirmEmailFunction() {
        this(Auth.ofThisProcess());
    }

    ConfirmEmailFunction(Auth auth) {
        this.confirmEmail = auth.confirmEmail();
        this.handler = auth.guard().open(this::confirmed);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return Http.answer(event, context, handler);
    }

    private Response confirmed(Request request) {
        var token = request.body(fields -> fields.required("token", Function.identity()));
        var changed = confirmEmail.with(token, request.client());
        return Response.ok(Map.of("status", changed ? "changed" : "pending"));
    }
}
