package io.gatehouse.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import io.gatehouse.acceptance.harness.Checkout;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.Gatehouse.Person;
import io.gatehouse.acceptance.harness.KeySet;
import io.gatehouse.acceptance.harness.OnCloud;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens open a protected route: only those of a login, unchanged, in the header. */
@OnCloud
@Tag("RFC-6750")
class BearerTest {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final Gatehouse gatehouse;
    private Person person;

    BearerTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @BeforeEach
    void logIn() {
        person = gatehouse.somebody();
    }

    @Test
    void theNameOfTheSchemeMayBeWrittenInAnyCase() {
        for (var scheme : List.of("Bearer", "bearer", "BEARER")) {
            gatehouse
                    .get(person.path())
                    .header("authorization", scheme + " " + person.token())
                    .expect(200);
        }
    }

    @Test
    void withoutATokenTheChallengeNamesNoError() {
        var answer = gatehouse.get(person.path()).problem(401, "missing_token");

        assertThat(answer.header("www-authenticate")).startsWith("Bearer").doesNotContain("error");
    }

    @Test
    void withABadTokenTheChallengeSaysSo() {
        var answer = gatehouse.get(person.path()).bearer("no.real.token").problem(401, "invalid_token");

        assertThat(answer.header("www-authenticate")).startsWith("Bearer").contains("error=\"invalid_token\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic YWRhOnNlY3JldA==", "Token abc", "Bearer: abc"})
    void whatIsNoBearerTokenIsAMissingOrInvalidOne(String authorization) {
        var answer = gatehouse
                .get(person.path())
                .header("authorization", authorization)
                .expect(401);

        assertThat(answer.at("/code")).isIn("missing_token", "invalid_token");
    }

    @Test
    void everyProtectedRouteAsksForAToken() {
        gatehouse.get(person.path()).problem(401, "missing_token");
        gatehouse
                .post("/api/send-email")
                .json(Map.of("template", "welcome", "to", person.email()))
                .problem(401, "missing_token");
    }

    @Test
    @Tag("ASVS-14.2.1")
    void aTokenInTheUrlIsNeverRead() {
        gatehouse.get(person.path() + "?access_token=" + person.token()).problem(401, "missing_token");
        gatehouse
                .get(person.path() + "?authorization=Bearer%20" + person.token())
                .problem(401, "missing_token");
    }

    @Test
    void twoTokensAreNone() {
        gatehouse
                .get(person.path())
                .bearer(person.token() + "," + person.token())
                .problem(400, "invalid_header");
        refuses(person.token() + " " + person.token());
    }

    @Test
    @Tag("ASVS-9.1.1")
    void aTokenChangedInAnyPartIsRefused() {
        var parts = person.token().split("\\.", -1);
        var other = gatehouse.somebody().token().split("\\.", -1);

        refuses(parts[0] + "." + other[1] + "." + parts[2]);
        refuses(parts[0] + "." + parts[1] + "." + other[2]);
        refuses(parts[0] + "." + parts[1] + ".");
        refuses(parts[0] + "." + parts[1]);
        refuses(person.token() + ".");
        refuses(person.token() + ".e30");
        refuses(header("RS512", "at+jwt", kid()) + "." + parts[1] + "." + parts[2]);
    }

    @Test
    void base64ThatIsNotCanonicalIsRefused() {
        var parts = person.token().split("\\.", -1);
        var last = ALPHABET.indexOf(parts[2].charAt(parts[2].length() - 1));
        var sameBytes = parts[2].substring(0, parts[2].length() - 1) + ALPHABET.charAt(last + 1);
        assertThat(Base64.getUrlDecoder().decode(sameBytes))
                .isEqualTo(Base64.getUrlDecoder().decode(parts[2]));

        refuses(parts[0] + "." + parts[1] + "." + sameBytes);
        refuses(parts[0] + "." + parts[1] + "." + parts[2] + "==");
        refuses(parts[0] + "." + parts[1] + "." + parts[2].replace('-', '+').replace('_', '/') + "==");
    }

    @Test
    @Tag("ASVS-9.1.2")
    @Tag("RFC-8725-3.1")
    void aTokenWithoutASignatureIsRefused() {
        var payload = person.token().split("\\.", -1)[1];

        for (var algorithm : List.of("none", "None", "NONE", "")) {
            refuses(header(algorithm, "at+jwt", kid()) + "." + payload + ".");
        }
    }

    @Test
    @Tag("ASVS-9.1.2")
    @Tag("RFC-8725-3.1")
    void thePublicKeyIsNoSharedSecret() {
        var key = KeySet.key(gatehouse, kid());
        var pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(UTF_8)).encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";

        refuses(signed(Algorithm.HMAC256(key.getEncoded()), Map.of("kid", kid())));
        refuses(signed(Algorithm.HMAC256(pem), Map.of("kid", kid())));
        refuses(signed(Algorithm.HMAC256(key.getModulus().toByteArray()), Map.of("kid", kid())));
    }

    @Test
    @Tag("ASVS-9.1.3")
    @Tag("RFC-8725-3.10")
    void aKeyThatTheTokenBringsAlongIsNotTrusted() throws GeneralSecurityException {
        var own = keys();
        var publicKey = (RSAPublicKey) own.getPublic();
        var algorithm = Algorithm.RSA256(publicKey, (RSAPrivateKey) own.getPrivate());
        var jwk = Map.of(
                "kty", "RSA",
                "n", base64(publicKey.getModulus().toByteArray()),
                "e", base64(publicKey.getPublicExponent().toByteArray()));

        refuses(signed(algorithm, Map.of("kid", kid())));
        refuses(signed(algorithm, Map.of("kid", "unknown")));
        refuses(signed(algorithm, Map.of("kid", "../../../dev/null")));
        refuses(signed(algorithm, Map.of("kid", kid(), "jwk", jwk)));
        refuses(signed(algorithm, Map.of("kid", kid(), "jku", "http://127.0.0.1:9/jwks.json")));
        refuses(signed(algorithm, Map.of("kid", kid(), "x5u", "http://127.0.0.1:9/certificate.pem")));
        refuses(signed(algorithm, Map.of()));
    }

    @Test
    void aVeryLongTokenIsRefused() {
        refuses("a".repeat(4_000) + "." + "b".repeat(2_000) + ".c");
    }

    private void refuses(String token) {
        gatehouse.get(person.path()).bearer(token).problem(401, "invalid_token");
    }

    /** The claims of the real token, signed by somebody else. */
    private String signed(Algorithm algorithm, Map<String, Object> header) {
        var real = JWT.decode(person.token());
        return JWT.create()
                .withHeader(header)
                .withHeader(Map.of("typ", "at+jwt"))
                .withPayload(new String(Base64.getUrlDecoder().decode(real.getPayload()), UTF_8))
                .sign(algorithm);
    }

    private String kid() {
        return JWT.decode(person.token()).getKeyId();
    }

    private static String header(String algorithm, String type, String kid) {
        return base64(Map.of("alg", algorithm, "typ", type, "kid", kid));
    }

    private static String base64(Map<String, String> json) {
        return base64(Checkout.JSON.writeValueAsBytes(json));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair keys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }
}
