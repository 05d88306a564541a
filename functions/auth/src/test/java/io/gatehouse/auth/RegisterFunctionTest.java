package io.gatehouse.auth;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.code;
import static io.gatehouse.web.testing.Gateway.errors;
import static io.gatehouse.web.testing.Gateway.event;
import static io.gatehouse.web.testing.Gateway.json;
import static io.gatehouse.web.testing.Gateway.names;
import static io.gatehouse.web.testing.Gateway.with;
import static io.gatehouse.web.testing.Gateway.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.registration.SignUpMode;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.web.testing.TestApi;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RegisterFunctionTest {
    private final TestApi gatehouse = new TestApi();
    private final RegisterFunction register = new RegisterFunction(gatehouse.api());

    @Test
    void returnsTheNewAccountAndItsLocation() {
        var answer = answer(event("register"), register);

        assertThat(answer.getStatusCode()).isEqualTo(201);
        var ada = gatehouse.gatehouse().account(TestApi.ADA).orElseThrow();
        assertThat(answer.getHeaders()).containsEntry("Location", "/api/user/" + ada.id());
        var body = json(answer);
        assertThat(names(body)).containsExactly("id", "email", "emailVerified", "createdAt");
        assertThat(body.path("id").asText()).isEqualTo(ada.id().toString());
        assertThat(body.path("email").asText()).isEqualTo("ada@example.com");
        assertThat(body.path("emailVerified").asBoolean(true)).isFalse();
    }

    @Test
    void localeIsEnglishByDefault() {
        answer(withBody(event("register"), """
                {"email": "ada@example.com", "password": "a lantern beside seven rivers"}"""), register);

        assertThat(gatehouse.gatehouse().account(TestApi.ADA).orElseThrow().locale())
                .hasToString("en");
    }

    @Test
    void returnsPendingInModeVerified() {
        var verified = new TestApi(TestRules.UNLIMITED.signUpMode(SignUpMode.VERIFIED));

        var answer = answer(event("register"), new RegisterFunction(verified.api()));

        assertThat(answer.getStatusCode()).isEqualTo(202);
        assertThat(json(answer)).isEqualTo(json("{\"status\":\"pending\"}"));
        assertThat(answer.getHeaders()).doesNotContainKey("Location");
    }

    @Test
    void reportsAllInvalidFieldsTogether() {
        var answer = answer(withBody(event("register"), """
                {"email": "ada", "password": "short", "locale": "klingonic!", "role": "admin"}"""), register);

        assertThat(errors(answer))
                .containsExactlyInAnyOrder(
                        "email invalid_email", "password too_short", "locale invalid_locale", "role unknown");
    }

    @Test
    void refusesATakenAddress() {
        gatehouse.gatehouse().register(TestApi.ADA);

        var answer = answer(event("register"), register);

        assertThat(answer.getStatusCode()).isEqualTo(409);
        assertThat(code(answer)).isEqualTo("email_taken");
    }

    @Test
    void invalidRequestClaimsNoKey() {
        answer(with(withBody(event("register"), "{}"), "idempotency-key", "key-1"), register);
        assertThat(gatehouse.ports().rows().idempotencyKeys()).isZero();
    }

    @Test
    @Tag("GDPR-17")
    void repeatedRequestAfterADeletionRegistersAgain() {
        var first = answer(event("register-with-key"), register);
        var email = EmailAddress.parse(json(first).path("email").asText());
        gatehouse.useCases().administerAccount().delete(email);

        var again = answer(event("register-with-key"), register);

        assertThat(again.getStatusCode()).isEqualTo(201);
        assertThat(again.getBody()).isNotEqualTo(first.getBody());
        assertThat(again.getHeaders()).doesNotContainKey("Idempotency-Replayed");
    }

    @Test
    void repeatedRequestReturnsTheSameAnswer() {
        var first = answer(event("register-with-key"), register);
        var again = answer(event("register-with-key"), register);

        assertThat(first.getStatusCode()).isEqualTo(201);
        assertThat(again.getStatusCode()).isEqualTo(201);
        assertThat(again.getBody()).isEqualTo(first.getBody());
        assertThat(again.getHeaders()).containsEntry("Idempotency-Replayed", "true");
    }
}
