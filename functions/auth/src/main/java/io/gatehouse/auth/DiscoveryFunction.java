package io.gatehouse.auth;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.gatehouse.web.HttpFunction;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.net.URI;
import java.util.List;

/**
 * {@code GET /.well-known/openid-configuration} and {@code oauth-authorization-server}: where the keys are (OpenID
 * Connect Discovery, RFC 8414).
 */
public final class DiscoveryFunction extends HttpFunction {

    /** The lists, which the standards ask for, are empty: there is no OAuth flow and no ID token. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record Metadata(
            URI issuer,
            URI jwksUri,
            List<String> responseTypesSupported,
            List<String> grantTypesSupported,
            List<String> subjectTypesSupported,
            List<String> idTokenSigningAlgValuesSupported) {

        static Metadata of(URI issuer) {
            var jwks = URI.create(issuer + "/.well-known/jwks.json");
            return new Metadata(issuer, jwks, List.of(), List.of(), List.of(), List.of());
        }
    }

    private final Metadata metadata;

    public DiscoveryFunction() {
        this(Auth.issuer());
    }

    DiscoveryFunction(URI issuer) {
        super(issuer);
        this.metadata = Metadata.of(issuer);
    }

    @Override
    protected Response handle(Request request) {
        return Response.ok(metadata).with("Cache-Control", "public, max-age=600");
    }
}
