package io.gatehouse.auth;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.event;
import static io.gatehouse.web.testing.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiscoveryFunctionTest {
    private final DiscoveryFunction discovery = new DiscoveryFunction();

    @Test
    void returnsTheMetadataOfTheIssuer() {
        var answer = answer(event("openid-configuration"), discovery);

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getHeaders()).containsEntry("Cache-Control", "public, max-age=600");
        assertThat(json(answer)).isEqualTo(json("""
                {"issuer": "https://api.example.com", "jwks_uri": "https://api.example.com/.well-known/jwks.json",
                 "response_types_supported": ["token"], "subject_types_supported": ["public"],
                 "id_token_signing_alg_values_supported": ["RS256"]}"""));
    }
}
