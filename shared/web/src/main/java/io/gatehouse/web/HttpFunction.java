package io.gatehouse.web;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;

/**
 * A function behind a route. It answers a request, or throws: what the domain refuses is answered by its problem,
 * anything else by 500. Counts nothing; see {@link OpenFunction} and {@link SignedInFunction}.
 */
public abstract class HttpFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    /** @throws IllegalArgumentException when the event is not one of an HTTP API; for nothing else */
    @Override
    public final APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return Http.answer(event, context, this::handle);
    }

    protected abstract Response handle(Request request);
}
