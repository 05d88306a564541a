package io.gatehouse.auth;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.code;
import static io.gatehouse.web.testing.Gateway.errors;
import static io.gatehouse.web.testing.Gateway.event;
import static io.gatehouse.web.testing.Gateway.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.web.testing.TestApi;
import org.junit.jupiter.api.Test;

class VerifyEmailFunctionTest {
    private final TestApi gatehouse = new TestApi();
    private final VerifyEmailFunction verifyEmail = new VerifyEmailFunction(gatehouse.api());

    @Test
    void verifiesTheAddress() {
        gatehouse.gatehouse().register(TestApi.ADA);
        var token = gatehouse.gatehouse().tokenOf(MailTemplate.WELCOME);

        var answer = answer(withBody(event("email-verify"), "{\"token\": \"%s\"}".formatted(token)), verifyEmail);

        assertThat(answer.getStatusCode()).isEqualTo(204);
        assertThat(gatehouse.gatehouse().account(TestApi.ADA).orElseThrow().emailVerified())
                .isTrue();
    }

    @Test
    void reportsAllInvalidFieldsTogether() {
        var answer = answer(withBody(event("email-verify"), "{\"token\": null, \"email\": \"x\"}"), verifyEmail);

        assertThat(errors(answer)).containsExactlyInAnyOrder("token wrong_type", "email unknown");
    }

    @Test
    void refusesAnUnknownToken() {
        var answer = answer(event("email-verify"), verifyEmail);

        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("invalid_or_expired_token");
    }
}
