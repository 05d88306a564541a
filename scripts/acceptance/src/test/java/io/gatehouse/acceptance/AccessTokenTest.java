package io.gatehouse.acceptance;

import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.KeySet;
import io.gatehouse.acceptance.harness.OnCloud;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Access tokens as a service reads them that knows only the discovery document. */
@OnCloud
class AccessTokenTest {
    private final Gatehouse gatehouse;

    AccessTokenTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    @Tag("RFC-8414")
    void discoveryNamesTheIssuerAndItsKeys() {
        var issuer = gatehouse.cloud().api().toString();

        var metadata = gatehouse.get("/.well-known/openid-configuration").expect(200);

        assertThat(metadata.at("/issuer")).isEqualTo(issuer);
        assertThat(metadata.at("/jwks_uri")).isEqualTo(issuer + "/.well-known/jwks.json");
        assertThat(gatehouse
                        .get("/.well-known/oauth-authorization-server")
                        .expect(200)
                        .json())
                .isEqualTo(metadata.json());
    }

    @Test
    @Tag("RFC-8414")
    void discoveryAnnouncesNothingThatIsNotThere() {
        var metadata =
                gatehouse.get("/.well-known/openid-configuration").expect(200).json();

        assertThat(metadata.propertyNames()).contains("response_types_supported", "grant_types_supported");
        assertThat(metadata.propertyStream().filter(member -> member.getValue().isArray()))
                .allSatisfy(member -> assertThat(member.getValue()).isEmpty());
        assertThat(metadata.propertyNames()).noneMatch(name -> name.endsWith("_endpoint"));
    }

    @Test
    @Tag("RFC-7517")
    void theKeySetHasPublicKeysWithDistinctIds() {
        var keys = gatehouse.get("/.well-known/jwks.json").expect(200).json().path("keys");

        assertThat(keys.findValuesAsString("kid")).isNotEmpty().doesNotHaveDuplicates();
        assertThat(keys.valueStream())
                .allSatisfy(key -> assertThat(key.propertyNames())
                        .containsExactlyInAnyOrder("kty", "use", "alg", "kid", "n", "e"));
    }

    @Test
    @Tag("RFC-9068")
    @Tag("RFC-8725-3.11")
    void aTokenVerifiesAgainstTheKeySetAndFollowsItsProfile() {
        var person = gatehouse.somebodyWithRole("mailer");
        var login = gatehouse.login(person.email(), person.password()).expect(200);
        var unverified = JWT.decode(login.at("/token"));

        var token = JWT.require(Algorithm.RSA256(KeySet.key(gatehouse, unverified.getKeyId())))
                .withIssuer(gatehouse.cloud().api().toString())
                .withAudience("gatehouse")
                .withSubject(person.id())
                .withClaimPresence("client_id")
                .build()
                .verify(unverified);

        assertThat(token.getType()).isEqualTo("at+jwt");
        assertThat(token.getAlgorithm()).isEqualTo("RS256");
        assertThat(token.getIssuedAtAsInstant()).isCloseTo(Instant.now(), within(1, MINUTES));
        assertThat(token.getExpiresAtAsInstant())
                .isEqualTo(token.getIssuedAtAsInstant().plusSeconds(600));
        assertThat(UUID.fromString(token.getClaim("sid").asString()).version()).isEqualTo(7);
        assertThat(token.getClaim("roles").asList(String.class)).containsExactly("mailer");
        assertThat(token.getId()).isNotBlank();
    }

    @Test
    @Tag("RFC-9068")
    void everyTokenHasItsOwnIdAndEveryLoginItsOwnSession() {
        var person = gatehouse.somebody();
        var first = JWT.decode(person.token());
        var second = JWT.decode(
                gatehouse.login(person.email(), person.password()).expect(200).at("/token"));

        assertThat(second.getId()).isNotEqualTo(first.getId());
        assertThat(second.getClaim("sid").asString())
                .isNotEqualTo(first.getClaim("sid").asString());
    }
}
