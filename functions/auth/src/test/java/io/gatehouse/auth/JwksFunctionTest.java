package io.gatehouse.auth;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.event;
import static io.gatehouse.web.testing.Gateway.json;
import static io.gatehouse.web.testing.Gateway.names;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapters.keys.SigningKeys;
import io.gatehouse.domain.testing.InMemoryPorts;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.domain.wiring.UseCases;
import io.gatehouse.web.testing.Gateway;
import org.junit.jupiter.api.Test;

class JwksFunctionTest {
    private final InMemoryPorts ports = new InMemoryPorts();
    private final JwksFunction jwks =
            new JwksFunction(new SigningKeys(ports.signingKeyVault(), ports.clock()), Gateway.ISSUER);

    @Test
    void returnsThePublicKeys() {
        new UseCases(ports, TestRules.UNLIMITED).rotateSigningKeys().createFirst();

        var answer = answer(event("jwks"), jwks);

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getHeaders()).containsEntry("Cache-Control", "public, max-age=600");
        assertThat(json(answer).path("keys"))
                .hasSize(1)
                .allSatisfy(key -> assertThat(names(key))
                        .as("public parameters alone")
                        .containsExactlyInAnyOrder("kty", "use", "alg", "kid", "n", "e"));
    }
}
