package io.gatehouse.adapters.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import io.gatehouse.adapters.RealServers;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.Role;
import io.gatehouse.domain.administration.RotateSigningKeys;
import io.gatehouse.domain.crypto.SigningKey;
import io.gatehouse.domain.crypto.SigningKeyVault;
import io.gatehouse.domain.session.AccessTokens;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.SettableClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JwtAccessTokensTest {
    private static final URI ISSUER = URI.create("https://id.example.com");
    private static final Clock CLOCK = Clock.systemUTC();
    private static final SigningKeyVault VAULT =
            new SecretSigningKeyVault(RealServers.freshSecret(), Duration.ofMinutes(10));
    private static final SigningKeys KEYS = new SigningKeys(VAULT, CLOCK);
    private static final SigningKey FOREIGN = SigningKey.generate(new SecureRandom(), Instant.EPOCH);

    private static final Account ACCOUNT = Samples.account().granted(Role.MAILER, Samples.now());
    private static final Session SESSION = Samples.sessionOf(ACCOUNT);

    static {
        new RotateSigningKeys(VAULT, Samples.SOURCES).createFirst();
    }

    private final AccessTokens tokens = tokens(CLOCK);

    @Test
    @Tag("RFC-9068")
    void tokenHasTheHeaderAndClaimsOfTheAccessTokenProfile() {
        var token = JWT.decode(tokens.issue(ACCOUNT, SESSION).token());
        assertThat(token.getType()).isEqualTo("at+jwt");
        assertThat(token.getAlgorithm()).isEqualTo("RS256");
        assertThat(token.getKeyId()).isEqualTo(KEYS.current().kid());
        assertThat(token.getIssuer()).isEqualTo(ISSUER.toString());
        assertThat(token.getSubject()).isEqualTo(ACCOUNT.id().toString());
        assertThat(token.getAudience()).containsExactly("gatehouse");
        assertThat(token.getClaim("client_id").asString()).isEqualTo("gatehouse");
        assertThat(token.getClaim("amr").asList(String.class)).containsExactly("pwd");
        assertThat(token.getClaim("auth_time").asLong())
                .isEqualTo(SESSION.authentication().at().getEpochSecond());
        assertThat(token.getClaim("sid").asString()).isEqualTo(SESSION.id().toString());
        assertThat(token.getClaim("roles").asList(String.class)).containsExactly("mailer");
        assertThat(token.getId()).isNotEmpty();
        assertThat(Duration.between(token.getIssuedAtAsInstant(), token.getExpiresAtAsInstant()))
                .isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void issuedTokenIsVerified() {
        var token = tokens.issue(ACCOUNT, SESSION).token();
        assertThat(tokens.verify(token)).contains(new AccessTokens.Claims(ACCOUNT.id(), SESSION.id()));
    }

    @Test
    @Tag("ASVS-9.2.1")
    void expiredTokenIsRefused() {
        var token = tokens.issue(ACCOUNT, SESSION).token();
        var later = Clock.offset(CLOCK, Duration.ofMinutes(10).plusSeconds(1));
        assertThat(tokens(later).verify(token)).isEmpty();
    }

    @Test
    @Tag("ASVS-9.2.1")
    void rememberedTokenIsRefusedOnceItExpires() {
        var clock = new SettableClock();
        var aging = tokens(clock);
        var token = aging.issue(ACCOUNT, SESSION).token();
        assertThat(aging.verify(token)).isPresent();
        assertThat(aging.verify(token)).isPresent();
        clock.advance(Duration.ofSeconds(601));
        assertThat(aging.verify(token)).isEmpty();
    }

    @Test
    void anExpiredTokenIsNotForged() {
        var clock = new SettableClock();
        var aging = tokens(clock);
        var token = aging.issue(ACCOUNT, SESSION).token();
        assertThat(aging.issuedFor(token)).contains(SESSION.id());

        clock.advance(Duration.ofDays(400));

        assertThat(aging.verify(token)).isEmpty();
        assertThat(tokens(clock).issuedFor(token)).contains(SESSION.id());
    }

    static Stream<Arguments> attacks() {
        var ours = KEYS.current();
        return Stream.of(
                attack("no algorithm", t -> sign(Algorithm.none(), claims(), header("at+jwt", ours.kid()))),
                attack(
                        "HS256 with the public key as secret",
                        t -> sign(
                                Algorithm.HMAC256(ours.publicKey().getEncoded()),
                                claims(),
                                header("at+jwt", ours.kid()))),
                attack(
                        "RS512 with our key",
                        t -> sign(
                                Algorithm.RSA512(ours.publicKey(), ours.privateKey()),
                                claims(),
                                header("at+jwt", ours.kid()))),
                attack("a foreign key under our kid", t -> sign(rsa(FOREIGN), claims(), header("at+jwt", ours.kid()))),
                attack(
                        "a foreign key under its own kid",
                        t -> sign(rsa(FOREIGN), claims(), header("at+jwt", FOREIGN.kid()))),
                attack(
                        "a foreign key that the header brings along",
                        t -> sign(
                                rsa(FOREIGN),
                                claims(),
                                Map.of("typ", "at+jwt", "kid", FOREIGN.kid(), "jwk", FOREIGN.jwk()))),
                attack(
                        "a key from the attacker's URL",
                        t -> sign(
                                rsa(FOREIGN),
                                claims(),
                                Map.of(
                                        "typ",
                                        "at+jwt",
                                        "kid",
                                        FOREIGN.kid(),
                                        "jku",
                                        "http://127.0.0.1:1/jwks.json",
                                        "x5u",
                                        "http://127.0.0.1:1/x"))),
                attack(
                        "a kid that is a path",
                        t -> sign(rsa(FOREIGN), claims(), header("at+jwt", "../../../dev/null"))),
                attack("no kid", t -> sign(rsa(ours), claims(), Map.of("typ", "at+jwt"))),
                attack("another type", t -> sign(rsa(ours), claims(), header("JWT", ours.kid()))),
                attack("no type", t -> sign(rsa(ours), claims(), Map.of("kid", ours.kid()))),
                attack(
                        "an extension that must be understood",
                        t -> sign(rsa(ours), claims(), Map.of("typ", "at+jwt", "kid", ours.kid(), "crit", "exp"))),
                attack(
                        "another issuer",
                        t -> sign(
                                rsa(ours), claims().withIssuer("https://evil.example"), header("at+jwt", ours.kid()))),
                attack(
                        "another audience",
                        t -> sign(rsa(ours), claims().withAudience("other"), header("at+jwt", ours.kid()))),
                attack(
                        "no audience",
                        t -> sign(rsa(ours), claims().withAudience((String[]) null), header("at+jwt", ours.kid()))),
                attack(
                        "no expiry",
                        t -> sign(rsa(ours), claims().withExpiresAt((Instant) null), header("at+jwt", ours.kid()))),
                attack(
                        "expired",
                        t -> sign(
                                rsa(ours),
                                claims().withExpiresAt(CLOCK.instant().minusSeconds(1)),
                                header("at+jwt", ours.kid()))),
                attack(
                        "issued in the future",
                        t -> sign(
                                rsa(ours),
                                claims().withIssuedAt(CLOCK.instant().plusSeconds(60)),
                                header("at+jwt", ours.kid()))),
                attack(
                        "not yet valid",
                        t -> sign(
                                rsa(ours),
                                claims().withNotBefore(CLOCK.instant().plusSeconds(60)),
                                header("at+jwt", ours.kid()))),
                attack(
                        "a subject that is no account",
                        t -> sign(rsa(ours), claims().withSubject("root"), header("at+jwt", ours.kid()))),
                attack(
                        "no session",
                        t -> sign(rsa(ours), claims().withClaim("sid", (String) null), header("at+jwt", ours.kid()))),
                attack("the signature cut off", t -> t.substring(0, t.lastIndexOf('.') + 1)),
                attack("a fourth part", t -> t + ".e30"),
                attack("padding", t -> t + "="),
                attack("spare bits in the last character", JwtAccessTokensTest::withSpareBits),
                attack("a blank", t -> " " + t),
                attack("nothing", t -> ""),
                attack("no token at all", t -> "a.b.c"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    @Tag("ASVS-9.1.1")
    @Tag("RFC-8725")
    void forgedTokenIsRefused(String name, UnaryOperator<String> attack) {
        var genuine = tokens.issue(ACCOUNT, SESSION).token();
        assertThat(tokens.verify(attack.apply(genuine))).isEmpty();
    }

    @Test
    void tokenWithAnyCharacterChangedIsRefused() {
        var genuine = tokens.issue(ACCOUNT, SESSION).token();
        var random = new Random(42);
        for (var position = 0; position < genuine.length(); position++) {
            var changed = new StringBuilder(genuine);
            var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
            char other;
            do {
                other = alphabet.charAt(random.nextInt(alphabet.length()));
            } while (other == genuine.charAt(position));
            changed.setCharAt(position, other);
            assertThat(tokens.verify(changed.toString()))
                    .as("position " + position)
                    .isEmpty();
        }
    }

    @Test
    @Tag("RFC-7517")
    void publishedKeysHaveNoPrivateMember() {
        assertThat(KEYS.jwks().get("keys"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .singleElement()
                .satisfies(key ->
                        assertThat(((Map<?, ?>) key).keySet()).isEqualTo(Set.of("kty", "use", "alg", "kid", "n", "e")));
    }

    private static AccessTokens tokens(Clock clock) {
        return new JwtAccessTokens(KEYS, ISSUER, "gatehouse", Duration.ofMinutes(10), clock);
    }

    private static Arguments attack(String name, UnaryOperator<String> attack) {
        return Arguments.of(name, attack);
    }

    private static JWTCreator.Builder claims() {
        return JWT.create()
                .withIssuer(ISSUER.toString())
                .withSubject(ACCOUNT.id().toString())
                .withAudience("gatehouse")
                .withIssuedAt(CLOCK.instant())
                .withExpiresAt(CLOCK.instant().plusSeconds(600))
                .withJWTId(UUID.randomUUID().toString())
                .withClaim("sid", SESSION.id().toString());
    }

    private static Map<String, Object> header(String type, String kid) {
        return Map.of("typ", type, "kid", kid);
    }

    private static Algorithm rsa(SigningKey key) {
        return Algorithm.RSA256(key.publicKey(), key.privateKey());
    }

    private static String sign(Algorithm algorithm, JWTCreator.Builder claims, Map<String, Object> header) {
        var token = claims.withHeader(header).sign(algorithm);
        return header.containsKey("typ") ? token : resigned(algorithm, token);
    }

    /** The library adds a type where there is none; this takes it out again. */
    private static String resigned(Algorithm algorithm, String token) {
        var parts = token.split("\\.");
        var header = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8)
                .replace("\"typ\":\"JWT\",", "")
                .replace(",\"typ\":\"JWT\"", "");
        var encoded = base64url(header.getBytes(StandardCharsets.UTF_8));
        var signature =
                algorithm.sign(encoded.getBytes(StandardCharsets.UTF_8), parts[1].getBytes(StandardCharsets.UTF_8));
        return encoded + "." + parts[1] + "." + base64url(signature);
    }

    /** 256 bytes of signature leave four bits of the last character free. */
    private static String withSpareBits(String token) {
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var last = alphabet.indexOf(token.charAt(token.length() - 1));
        return token.substring(0, token.length() - 1) + alphabet.charAt(last | 1);
    }

    private static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
