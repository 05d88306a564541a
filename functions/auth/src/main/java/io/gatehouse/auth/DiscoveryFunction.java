package io.gatehouse.auth;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.gatehouse.adapters.config.Settings;
import io.gatehouse.web.HttpFunction;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.net.URI;
import java.util.List;

/** {@code GET /.well-known/openid-configuration}: where the keys are (OpenID Connect Discovery, RFC 8414). */
public final class DiscoveryFunction extends HttpFunction {

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
        this.metadata = Metadata.of(Auth.tokens().setting(Settings.TOKENS).issuer());
    }

    @Override
    protected Response handle(Request request) {
        return Response.ok(metadata).with("Cache-Control", "public, max-age=600");
    }
}
