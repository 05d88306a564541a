package io.gatehouse.users;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.domain.usecase.Authenticate;
import io.gatehouse.domain.usecase.ManageSessions;
import io.gatehouse.web.Handler;
import io.gatehouse.web.Http;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;

/** {@code DELETE /api/sessions/{id}}: ends one of the caller's sessions. */
public final class EndSessionFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final ManageSessions manageSessions;
    private final Handler handler;

    public EndSessionFunction() {
        this(Users.ofThisProcess());
    }

    EndSessionFunction(Users users) {
        this.manageSessions = users.manageSessions();
        this.handler = users.guard().signedIn(this::ended);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return Http.answer(event, context, handler);
    }

    private Response ended(Request request, Authenticate.Caller caller) {
        manageSessions.end(caller, request.pathId("id"), request.client());
        return Response.noContent();
    }
}
