package io.gatehouse.auth;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.code;
import static io.gatehouse.web.testing.Gateway.errors;
import static io.gatehouse.web.testing.Gateway.event;
import static io.gatehouse.web.testing.Gateway.json;
import static io.gatehouse.web.testing.Gateway.names;
import static io.gatehouse.web.testing.Gateway.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.registration.SignUpMode;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.web.testing.TestApi;
import org.junit.jupiter.api.Test;

class LoginFunctionTest {
    private final TestApi gatehouse = new TestApi();
    private final LoginFunction login = new LoginFunction(gatehouse.api());

    @Test
    void returnsTokensAndTheUser() {
        var ada = gatehouse.gatehouse().register(TestApi.ADA);

        var answer = answer(event("login"), login);

        assertThat(answer.getStatusCode()).isEqualTo(200);
        var body = json(answer);
        assertThat(names(body))
                .containsExactly(
                        "token", "tokenType", "expiresIn", "refreshToken", "refreshExpiresIn", "deviceToken", "user");
        assertThat(gatehouse
                        .useCases()
                        .authenticateCaller()
                        .authenticate(body.path("token").asText())
                        .accountId())
                .isEqualTo(ada.id());
        assertThat(body.path("tokenType").asText()).isEqualTo("Bearer");
        assertThat(body.path("expiresIn").asInt()).isEqualTo(600);
        assertThat(body.path("refreshExpiresIn").asLong())
                .isEqualTo(TestRules.LIFETIMES.idle().toSeconds());
        assertThat(body.path("user"))
                .isEqualTo(json("{\"id\":\"%s\",\"email\":\"ada@example.com\"}".formatted(ada.id())));
    }

    @Test
    void recognisesADeviceByItsToken() {
        gatehouse.gatehouse().register(TestApi.ADA);
        var first = json(answer(event("login"), login)).path("deviceToken").asText();
        var again = withBody(event("login"), """
                {"email": "ada@example.com", "password": "a lantern beside seven rivers", "deviceToken": "%s"}""".formatted(first));

        assertThat(answer(again, login).getStatusCode()).isEqualTo(200);

        assertThat(gatehouse.gatehouse().mails()).doesNotContain(MailTemplate.NEW_DEVICE);
    }

    @Test
    void reportsAllInvalidFieldsTogether() {
        var answer = answer(withBody(event("login"), """
                {"email": "ada", "password": "", "deviceToken": 7, "remember": true}"""), login);

        assertThat(errors(answer))
                .containsExactlyInAnyOrder(
                        "email invalid_email", "password too_short", "deviceToken wrong_type", "remember unknown");
    }

    @Test
    void refusesWrongCredentials() {
        var answer = answer(event("login"), login);

        assertThat(answer.getStatusCode()).isEqualTo(401);
        assertThat(code(answer)).isEqualTo("invalid_credentials");
    }

    @Test
    void tooManyFailuresReturnRetryAfter() {
        for (var i = 0; code(answer(event("login"), login)).equals("invalid_credentials"); i++) {
            assertThat(i).isLessThan(1_000);
        }

        var answer = answer(event("login"), login);
        assertThat(answer.getStatusCode()).isEqualTo(429);
        assertThat(code(answer)).isEqualTo("rate_limited");
        assertThat(answer.getHeaders()).containsKey("Retry-After");
    }

    @Test
    void refusesADisabledAccount() {
        gatehouse.gatehouse().register(TestApi.ADA);
        gatehouse.useCases().administerAccount().disable(TestApi.ADA);

        var answer = answer(event("login"), login);

        assertThat(answer.getStatusCode()).isEqualTo(403);
        assertThat(code(answer)).isEqualTo("account_disabled");
    }

    @Test
    void refusesAnUnverifiedAddressInModeVerified() {
        var verified = new TestApi(TestRules.UNLIMITED.signUpMode(SignUpMode.VERIFIED));
        verified.gatehouse().register(TestApi.ADA);

        var answer = answer(event("login"), new LoginFunction(verified.api()));

        assertThat(answer.getStatusCode()).isEqualTo(403);
        assertThat(code(answer)).isEqualTo("email_not_verified");
    }
}
