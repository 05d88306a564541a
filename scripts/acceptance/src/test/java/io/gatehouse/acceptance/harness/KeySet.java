package io.gatehouse.acceptance.harness;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/** Reads public keys as another service would that trusts Gatehouse's tokens. */
public final class KeySet {
    private KeySet() {}

    /** The key of this id in the set that is served. */
    public static RSAPublicKey key(Gatehouse gatehouse, String kid) {
        var key = gatehouse
                .get("/.well-known/jwks.json")
                .expect(200)
                .json()
                .path("keys")
                .valueStream()
                .filter(candidate -> candidate.path("kid").asString().equals(kid))
                .findFirst()
                .orElseThrow();
        var spec = new RSAPublicKeySpec(
                number(key.path("n").asString()), number(key.path("e").asString()));
        try {
            return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BigInteger number(String base64) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64));
    }
}
