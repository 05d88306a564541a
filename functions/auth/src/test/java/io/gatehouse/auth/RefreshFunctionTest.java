package io.gatehouse.auth;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.code;
import static io.gatehouse.web.testing.Gateway.errors;
import static io.gatehouse.web.testing.Gateway.event;
import static io.gatehouse.web.testing.Gateway.json;
import static io.gatehouse.web.testing.Gateway.names;
import static io.gatehouse.web.testing.Gateway.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.gatehouse.domain.signin.VerifyPassword;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.web.testing.TestApi;
import org.junit.jupiter.api.Test;

class RefreshFunctionTest {
    private final TestApi gatehouse = new TestApi(TestRules.UNLIMITED.requests(3, 2));
    private final RefreshFunction refresh = new RefreshFunction(gatehouse.api());

    @Test
    void returnsTheNextTokens() {
        var first = signIn();

        var answer = answer(withToken(first), refresh);

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(names(json(answer)))
                .containsExactly("token", "tokenType", "expiresIn", "refreshToken", "refreshExpiresIn", "user");
        assertThat(json(answer).path("refreshToken").asText()).isNotEqualTo(first);
    }

    @Test
    void reportsAllInvalidFieldsTogether() {
        var answer = answer(withBody(event("refresh"), "{\"refreshToken\": 7, \"token\": \"x\"}"), refresh);

        assertThat(errors(answer)).containsExactlyInAnyOrder("refreshToken wrong_type", "token unknown");
    }

    @Test
    void refusesAForgedTokenAndCountsItOnItsAddress() {
        for (var i = 0; i < 3; i++) {
            var answer = answer(event("refresh"), refresh);
            assertThat(answer.getStatusCode()).isEqualTo(401);
            assertThat(code(answer)).isEqualTo("invalid_refresh_token");
            assertThat(answer.getHeaders()).containsEntry("RateLimit-Policy", "\"default\";q=3;w=900");
        }

        assertThat(answer(event("refresh"), refresh).getStatusCode()).isEqualTo(429);
        assertThat(answer(withToken(signIn()), refresh).getStatusCode())
                .as("a genuine token is not refused for its neighbours")
                .isEqualTo(200);
    }

    @Test
    void aForgedTokenCostsNoLookIntoTheDatabase() {
        gatehouse.gatehouse().rows().setDown(true);

        assertThat(answer(event("refresh"), refresh).getStatusCode()).isEqualTo(401);
    }

    @Test
    void limitsTheRefreshesOfASession() {
        var token = signIn();
        assertThat(answer(withToken(token), refresh).getHeaders())
                .containsEntry("RateLimit-Policy", "\"default\";q=2;w=60");
        answer(withToken(token), refresh);

        var refused = answer(withToken(token), refresh);

        assertThat(refused.getStatusCode()).isEqualTo(429);
        assertThat(code(refused)).isEqualTo("rate_limited");
        assertThat(refused.getHeaders()).containsEntry("Retry-After", "30");
    }

    private String signIn() {
        gatehouse.gatehouse().register(TestApi.ADA);
        var attempt = new VerifyPassword.Attempt(TestApi.ADA, TestGatehouse.PASSWORD, null);
        return gatehouse
                .useCases()
                .signInWithPassword()
                .signIn(attempt, Samples.CLIENT)
                .tokens()
                .refreshToken()
                .text();
    }

    private static APIGatewayV2HTTPEvent withToken(String token) {
        return withBody(event("refresh"), "{\"refreshToken\": \"%s\"}".formatted(token));
    }
}
