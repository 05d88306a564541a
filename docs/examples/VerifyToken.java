import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Verifies an access token of Gatehouse (RFC 9068) with the JDK alone, to show each step. In your service, let a JWT
 * library apply the same five rules.
 *
 * <pre>java docs/examples/VerifyToken.java ISSUER AUDIENCE TOKEN</pre>
 */
final class VerifyToken {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 3) {
            System.err.println("usage: java docs/examples/VerifyToken.java ISSUER AUDIENCE TOKEN");
            System.exit(2);
        }
        try {
            System.out.println(verified(arguments[0], arguments[1], arguments[2]));
        } catch (SecurityException | IllegalArgumentException e) {
            System.err.println("refused: " + e.getMessage());
            System.exit(1);
        }
    }

    /** Returns the claims as JSON if the token is genuine, for this audience, and not expired. */
    static String verified(String issuer, String audience, String token)
            throws IOException, InterruptedException, GeneralSecurityException {
        var parts = token.split("\\.", -1);
        require(parts.length == 3, "this is no JWT");
        var header = text(parts[0]);
        // 1. Only one type and one algorithm. Everything else in the header is ignored.
        require("at+jwt".equals(field(header, "typ")), "typ is not at+jwt");
        require("RS256".equals(field(header, "alg")), "alg is not RS256");
        // 2. The key is one of the issuer's own, named by its kid.
        var key = keys(issuer).get(field(header, "kid"));
        require(key != null, "the issuer has no such key");
        // 3. The signature is over the first two parts.
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(KeyFactory.getInstance("RSA").generatePublic(key));
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        require(signature.verify(Base64.getUrlDecoder().decode(parts[2])), "the signature is wrong");
        // 4. It comes from this issuer and is for this audience.
        var claims = text(parts[1]);
        require(issuer.equals(field(claims, "iss")), "another issuer");
        require(audience.equals(field(claims, "aud")), "another audience");
        // 5. It has not expired.
        var expiresAt = Instant.ofEpochSecond(Long.parseLong(field(claims, "exp")));
        require(Instant.now().isBefore(expiresAt), "expired");
        return claims;
    }

    /**
     * The issuer's keys by kid. A service caches them for ten minutes and fetches them again for an unknown kid. A new key is
     * published 16 minutes before it signs.
     */
    private static Map<String, RSAPublicKeySpec> keys(String issuer) throws IOException, InterruptedException {
        var discovery = get(issuer + "/.well-known/openid-configuration");
        require(issuer.equals(field(discovery, "issuer")), "another issuer's description");
        var keys = new HashMap<String, RSAPublicKeySpec>();
        for (var jwk : get(field(discovery, "jwks_uri")).split("\\},")) {
            if (jwk.contains("\"n\"")) {
                keys.put(field(jwk, "kid"), new RSAPublicKeySpec(number(field(jwk, "n")), number(field(jwk, "e"))));
            }
        }
        return keys;
    }

    private static String get(String uri) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(uri)).timeout(Duration.ofSeconds(3)).build();
        var answer = HTTP.send(request, BodyHandlers.ofString());
        require(answer.statusCode() == 200, uri + " was answered " + answer.statusCode());
        return answer.body();
    }

    private static String text(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    /** A field of a flat JSON object. In your service, use a JSON library. */
    private static String field(String json, String name) {
        var match = Pattern.compile("\"" + name + "\"\\s*:\\s*\"?([^\",}]+)").matcher(json);
        require(match.find(), "no " + name);
        return match.group(1);
    }

    private static BigInteger number(String base64url) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64url));
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new SecurityException(otherwise);
        }
    }
}
