package io.gatehouse.auth;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.code;
import static io.gatehouse.web.testing.Gateway.errors;
import static io.gatehouse.web.testing.Gateway.event;
import static io.gatehouse.web.testing.Gateway.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.web.testing.TestApi;
import org.junit.jupiter.api.Test;

class ResetPasswordFunctionTest {
    private final TestApi gatehouse = new TestApi();
    private final ResetPasswordFunction resetPassword = new ResetPasswordFunction(gatehouse.api());

    @Test
    void setsTheNewPassword() {
        var token = forgottenPassword();

        var answer = answer(withBody(event("password-reset"), """
                        {"token": "%s", "password": "eleven herons over quiet water"}""".formatted(token)), resetPassword);

        assertThat(answer.getStatusCode()).isEqualTo(204);
        assertThat(gatehouse.gatehouse().signIn(TestApi.ADA, TestGatehouse.NEW_PASSWORD))
                .isNotNull();
    }

    @Test
    void reportsAllInvalidFieldsTogether() {
        var answer =
                answer(withBody(event("password-reset"), "{\"password\": \"short\", \"email\": \"x\"}"), resetPassword);

        assertThat(errors(answer)).containsExactlyInAnyOrder("token required", "password too_short", "email unknown");
    }

    @Test
    void checksThePasswordAgainstTheOwnersAddress() {
        var answer = answer(withBody(event("password-reset"), """
                        {"token": "%s", "password": "ada@example.com"}""".formatted(forgottenPassword())), resetPassword);

        assertThat(errors(answer)).containsExactly("password too_common");
    }

    @Test
    void refusesAnUnknownToken() {
        var answer = answer(event("password-reset"), resetPassword);

        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("invalid_or_expired_token");
    }

    private String forgottenPassword() {
        gatehouse.gatehouse().register(TestApi.ADA);
        gatehouse.useCases().forgotPassword().mailLink(TestApi.ADA);
        return gatehouse.gatehouse().tokenOf(MailTemplate.RESET_PASSWORD);
    }
}
