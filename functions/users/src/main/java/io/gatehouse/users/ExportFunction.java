package io.gatehouse.users;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.domain.usecase.Authenticate;
import io.gatehouse.domain.usecase.ExportAccount;
import io.gatehouse.web.Handler;
import io.gatehouse.web.Http;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;

/** {@code GET /api/me/export}: all that is held about the caller. */
public final class ExportFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final ExportAccount exportAccount;
    private final Handler handler;

    public ExportFunction() {
        this(Users.ofThisProcess());
    }

    ExportFunction(Users users) {
        this.exportAccount = users.exportAccount();
        this.handler = users.guard().signedIn(this::exported);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return Http.answer(event, context, handler);
    }

    private Response exported(Request request, Authenticate.Caller caller) {
        return Response.ok(ExportView.of(exportAccount.of(caller, request.client()), caller.sessionId()));
    }
}
