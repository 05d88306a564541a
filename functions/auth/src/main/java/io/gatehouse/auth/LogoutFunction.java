package io.gatehouse.auth;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.domain.usecase.Authenticate;
import io.gatehouse.domain.usecase.ManageSessions;
import io.gatehouse.domain.usecase.ManageSessions.Scope;
import io.gatehouse.web.Fields;
import io.gatehouse.web.Handler;
import io.gatehouse.web.Http;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.util.Objects;

/** {@code POST /api/logout}: ends this session, the others, or all. */
public final class LogoutFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final ManageSessions manageSessions;
    private final Handler handler;

    public LogoutFunction() {
        this(Auth.ofThisProcess());
    }

    LogoutFunction(Auth auth) {
        this.manageSessions = auth.manageSessions();
        this.handler = auth.guard().signedIn(this::signedOut);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return Http.answer(event, context, handler);
    }

    private Response signedOut(Request request, Authenticate.Caller caller) {
        manageSessions.signOut(caller, request.optionalBody(LogoutFunction::scope), request.client());
        return Response.noContent();
    }

    private static Scope scope(Fields fields) {
        return Objects.requireNonNullElse(fields.optional("scope", Scope::of), Scope.THIS);
    }
}
