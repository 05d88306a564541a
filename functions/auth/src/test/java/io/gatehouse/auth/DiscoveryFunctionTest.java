package io.gatehouse.auth;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.event;
import static io.gatehouse.web.testing.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryFunctionTest {
    private final DiscoveryFunction discovery = new DiscoveryFunction();

    @ParameterizedTest
    @ValueSource(strings = {"openid-configuration", "oauth-authorization-server"})
    void returnsTheMetadataOfTheIssuer(String event) {
        var answer = answer(event(event), discovery);

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getHeaders())
                .containsEntry("Cache-Control", "public, max-age=600")
                .containsEntry("Vary", "Origin");
        assertThat(json(answer)).isEqualTo(json("""
                {"issuer": "https://api.example.com", "jwks_uri": "https://api.example.com/.well-known/jwks.json",
                 "response_types_supported": [], "grant_types_supported": [], "subject_types_supported": [],
                 "id_token_signing_alg_values_supported": []}"""));
    }
}
