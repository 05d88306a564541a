package io.gatehouse.auth;

import io.gatehouse.adapters.keys.SigningKeys;
import io.gatehouse.domain.crypto.KeyRing;
import io.gatehouse.web.HttpFunction;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.net.URI;

/** {@code GET /.well-known/jwks.json}: the keys that verify access tokens (RFC 7517). */
public final class JwksFunction extends HttpFunction {
    private static final String CACHE = "public, max-age=" + KeyRing.PUBLISHED_FOR.toSeconds();

    private final SigningKeys keys;

    public JwksFunction() {
        this(Auth.signingKeys(), Auth.issuer());
    }

    JwksFunction(SigningKeys keys, URI issuer) {
        super(issuer);
        this.keys = keys;
    }

    @Override
    protected Response handle(Request request) {
        return Response.ok(keys.jwks()).with("Cache-Control", CACHE);
    }
}
