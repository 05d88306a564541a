package io.gatehouse.users;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.web.Handler;
import io.gatehouse.web.Http;

/** {@code GET /api/me}: the caller's own record. */
public final class MeFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final Handler handler;

    public MeFunction() {
        this(Users.ofThisProcess());
    }

    MeFunction(Users users) {
        this.handler = users.guard().signedIn((request, caller) -> UserView.answer(caller.found()));
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return Http.answer(event, context, handler);
    }
}
