package io.gatehouse.operations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.web.Http;
import io.gatehouse.web.Response;

/** {@code GET /api/health}: whether requests come through at all. Asks nothing of any other system. */
public final class HealthFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private record View(String status, String message, String instance) {}

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return Http.answer(
                event, context, request -> Response.ok(new View("OK", "Hello Scalable World!", request.instance())));
    }
}
