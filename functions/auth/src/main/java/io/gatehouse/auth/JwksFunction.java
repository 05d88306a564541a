package io.gatehouse.auth;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.adapters.keys.SigningKeys;
import io.gatehouse.web.Http;
import io.gatehouse.web.Response;

/** {@code GET /.well-known/jwks.json}: the keys that verify access tokens (RFC 7517). */
public final class JwksFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private static final String CACHE = "public, max-age=" + SigningKeys.MAX_AGE.toSeconds();

    private final SigningKeys keys;

    public JwksFunction() {
        this(Auth.ofThisProcess());
    }

    JwksFunction(Auth auth) {
        this.keys = auth.adapters().signingKeys();
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return Http.answer(event, context, request -> Response.ok(keys.jwks()).with("Cache-Control", CACHE));
    }
}
