package io.gatehouse.auth;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.domain.usecase.RefreshSession;
import io.gatehouse.web.Guard;
import io.gatehouse.web.Http;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.util.function.Function;

/** {@code POST /api/token/refresh}: a refresh token for an access token and the next refresh token. */
public final class RefreshFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final RefreshSession refreshSession;
    private final Guard guard;

    public RefreshFunction() {
        this(Auth.ofThisProcess());
    }

    RefreshFunction(Auth auth) {
        this.refreshSession = auth.refreshSession();
        this.guard = auth.guard();
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return Http.answer(event, context, this::refreshed);
    }

    private Response refreshed(Request request) {
        var token = request.body(fields -> fields.required("refreshToken", Function.identity()));
        return Response.ok(
                SessionView.of(refreshSession.with(token, request.client(), session -> guard.count(request, session))));
    }
}
