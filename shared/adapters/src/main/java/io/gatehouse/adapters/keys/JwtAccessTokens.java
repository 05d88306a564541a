package io.gatehouse.adapters.keys;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.crypto.SigningKey;
import io.gatehouse.domain.session.AccessTokens;
import io.gatehouse.domain.session.Session;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Access tokens of RFC 9068, signed by RS256. A token does not decide how it is verified (RFC 8725, section 3): its
 * algorithm, type, issuer and audience must be ours, and keys come from our own set only.
 */
public final class JwtAccessTokens implements AccessTokens {
    private static final String TYPE = "at+jwt";
    private static final String ALGORITHM = "RS256";
    /** The service's own client: sign-in is first-party, and no client registers. */
    private static final String CLIENT_ID = "gatehouse";

    /** The library does not look whether a token has expired. */
    private static final Duration EXPIRED_LONG_AGO = Duration.ofDays(100_000);

    /** Verifying is the longest part of a look-up, and clients send the same token again and again. */
    private static final int MAX_REMEMBERED = 1_000;

    /** What a token of ours says, expired or not. */
    private record Genuine(Claims claims, Instant expiresAt, String kid) {}

    private final Map<String, Genuine> genuine = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Genuine> eldest) {
            return size() > MAX_REMEMBERED;
        }
    });

    private final SigningKeys keys;
    private final TokenSigner signer = new TokenSigner();
    private final String issuer;
    private final String audience;
    private final Duration lifetime;
    private final Clock clock;

    public JwtAccessTokens(SigningKeys keys, URI issuer, String audience, Duration lifetime, Clock clock) {
        this.keys = keys;
        this.issuer = issuer.toString();
        this.audience = audience;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    @Override
    public Issued issue(Account account, Session session) {
        var key = keys.current();
        var now = clock.instant();
        var life = Collections.min(List.of(lifetime, Duration.between(now, session.endsAt())));
        var token = JWT.create()
                .withHeader(Map.of("typ", TYPE))
                .withKeyId(key.kid())
                .withIssuer(issuer)
                .withSubject(account.id().toString())
                .withAudience(audience)
                .withClaim("client_id", CLIENT_ID)
                .withIssuedAt(now)
                .withExpiresAt(now.plus(life))
                .withJWTId(UUID.randomUUID().toString())
                .withClaim("sid", session.id().toString())
                .withClaim("roles", account.roleLabels())
                .withClaim("amr", session.authentication().methods())
                .withClaim("auth_time", session.authentication().at());
        return new Issued(signer.sign(token, key), Math.max(0, life.toSeconds()));
    }

    @Override
    public Optional<Claims> verify(String token) {
        return genuine(token).filter(g -> clock.instant().isBefore(g.expiresAt)).map(Genuine::claims);
    }

    @Override
    public Optional<UUID> issuedFor(String token) {
        return genuine(token).map(g -> g.claims.sessionId());
    }

    private Optional<Genuine> genuine(String token) {
        return Optional.ofNullable(genuine.get(token))
                .filter(it -> keys.find(it.kid).isPresent())
                .or(() -> verified(token));
    }

    private Optional<Genuine> verified(String token) {
        try {
            if (!isCanonical(token)) {
                return Optional.empty();
            }
            var decoded = JWT.decode(token);
            if (!TYPE.equals(decoded.getType())
                    || !ALGORITHM.equals(decoded.getAlgorithm())
                    || decoded.getKeyId() == null
                    || !decoded.getHeaderClaim("crit").isMissing()) {
                return Optional.empty();
            }
            var verified = keys.find(decoded.getKeyId())
                    .flatMap(key -> genuine(verifier(key).verify(decoded)));
            verified.ifPresent(it -> genuine.put(token, it));
            return verified;
        } catch (JWTVerificationException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private JWTVerifier verifier(SigningKey key) {
        var verification = JWT.require(Algorithm.RSA256(key.publicKey(), null))
                .withIssuer(issuer)
                .withAudience(audience)
                .withClaimPresence("iat")
                .acceptExpiresAt(EXPIRED_LONG_AGO.toSeconds());
        return ((JWTVerifier.BaseVerification) verification).build(clock);
    }

    /** The library accepts a claim whose value is null. */
    private static Optional<Genuine> genuine(DecodedJWT token) {
        var subject = token.getSubject();
        var session = token.getClaim("sid").asString();
        if (subject == null || session == null || token.getExpiresAt() == null) {
            return Optional.empty();
        }
        var claims = new Claims(UUID.fromString(subject), UUID.fromString(session));
        return Optional.of(new Genuine(claims, token.getExpiresAtAsInstant(), token.getKeyId()));
    }

    /** Whether each of the three parts is canonical base64url (RFC 4648, section 3.5). */
    private static boolean isCanonical(String token) {
        var parts = token.split("\\.", -1);
        return parts.length == 3
                && Stream.of(parts).allMatch(part -> {
                    var bytes = Base64.getUrlDecoder().decode(part);
                    return Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(bytes)
                            .equals(part);
                });
    }
}
