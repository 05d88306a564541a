package io.gatehouse.users;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.domain.usecase.Authenticate;
import io.gatehouse.domain.usecase.LookUpUser;
import io.gatehouse.web.Handler;
import io.gatehouse.web.Http;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;

/** {@code GET /api/user/{id}}: a user's record, to the user and to administrators. */
public final class UserFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final LookUpUser lookUpUser;
    private final Handler handler;

    public UserFunction() {
        this(Users.ofThisProcess());
    }

    UserFunction(Users users) {
        this.lookUpUser = users.lookUpUser();
        this.handler = users.guard().signedIn(this::user);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return Http.answer(event, context, handler);
    }

    private Response user(Request request, Authenticate.Caller caller) {
        return UserView.answer(lookUpUser.byId(caller, request.pathId("id")));
    }
}
