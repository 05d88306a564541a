package io.gatehouse.users;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.usecase.Authenticate;
import io.gatehouse.domain.usecase.DeleteAccount;
import io.gatehouse.web.Handler;
import io.gatehouse.web.Http;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.util.Map;

/** {@code DELETE /api/me}: deletes the caller's account. */
public final class DeleteMeFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final DeleteAccount deleteAccount;
    private final Handler handler;

    public DeleteMeFunction() {
        this(Users.ofThisProcess());
    }

    DeleteMeFunction(Users users) {
        this.deleteAccount = users.deleteAccount();
        this.handler = users.guard().signedIn(this::deleted);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return Http.answer(event, context, handler);
    }

    private Response deleted(Request request, Authenticate.Caller caller) {
        var password = request.body(fields -> fields.required("password", Password::parse));
        deleteAccount.of(caller, password, request.client());
        return Response.json(202, Map.of("status", "accepted"));
    }
}
