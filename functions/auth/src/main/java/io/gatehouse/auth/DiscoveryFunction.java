package io.gatehouse.auth;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.gatehouse.web.Http;
import io.gatehouse.web.Response;
import java.net.URI;
import java.util.List;

/** {@code GET /.well-known/openid-configuration}: where the keys are (OpenID Connect Discovery, RFC 8414). */
public final class DiscoveryFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record Metadata(
            URI issuer,
            URI jwksUri,
            List<String> responseTypesSupported,
            List<String> subjectTypesSupported,
            List<String> idTokenSigningAlgValuesSupported) {

        static Metadata of(URI issuer) {
            var jwks = URI.create(issuer + (issuer.toString().endsWith("/") ? "" : "/") + ".well-known/jwks.json");
            return new Metadata(issuer, jwks, List.of("token"), List.of("public"), List.of("RS256"));
        }
    }

    private final Metadata metadata;

    public DiscoveryFunction() {
        this(Auth.ofThisProcess());
    }

    DiscoveryFunction(Auth auth) {
        this.metadata = Metadata.of(auth.settings().issuer());
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return Http.answer(
                event, context, request -> Response.ok(metadata).with("Cache-Control", "public, max-age=600"));
    }
}
