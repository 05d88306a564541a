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
import java.util.List;

/** {@code GET /api/sessions}: where the caller is signed in. */
public final class SessionsFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private record View(List<SessionView> sessions) {}

    private final ManageSessions manageSessions;
    private final Handler handler;

    public SessionsFunction() {
        this(Users.ofThisProcess());
    }

    SessionsFunction(Users users) {
        this.manageSessions = users.manageSessions();
        this.handler = users.guard().signedIn(this::sessions);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return Http.answer(event, context, handler);
    }

    private Response sessions(Request request, Authenticate.Caller caller) {
        return Response.ok(new View(manageSessions.list(caller).stream()
                .map(session -> SessionView.of(session, caller.sessionId()))
                .toList()));
    }
}
