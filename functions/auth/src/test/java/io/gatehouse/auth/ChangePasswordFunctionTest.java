package io.gatehouse.auth;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.code;
import static io.gatehouse.web.testing.Gateway.errors;
import static io.gatehouse.web.testing.Gateway.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.web.testing.TestApi;
import org.junit.jupiter.api.Test;

class ChangePasswordFunctionTest {
    private final TestApi gatehouse = new TestApi();
    private final ChangePasswordFunction changePassword = new ChangePasswordFunction(gatehouse.api());
    private final Caller ada = gatehouse.signUp();

    @Test
    void changesThePassword() {
        var answer = answer(gatehouse.event("password-change", ada), changePassword);

        assertThat(answer.getStatusCode()).isEqualTo(204);
        assertThat(answer.getBody()).isEmpty();
        assertThat(gatehouse
                        .gatehouse()
                        .signIn(TestApi.ADA, TestGatehouse.NEW_PASSWORD)
                        .accountId())
                .isEqualTo(ada.accountId());
    }

    @Test
    void reportsAllInvalidFieldsTogether() {
        var answer = answer(withBody(gatehouse.event("password-change", ada), """
                        {"currentPassword": "", "newPassword": "ada@example.com", "password": "x"}"""), changePassword);

        assertThat(errors(answer))
                .as("the caller's address is no password")
                .containsExactlyInAnyOrder("currentPassword too_short", "newPassword too_common", "password unknown");
    }

    @Test
    void refusesAWrongPassword() {
        var answer = answer(withBody(gatehouse.event("password-change", ada), """
                        {"currentPassword": "a lantern beside eight rivers",
                         "newPassword": "eleven herons over quiet water"}"""), changePassword);

        assertThat(answer.getStatusCode()).isEqualTo(403);
        assertThat(code(answer)).isEqualTo("wrong_password");
    }

    @Test
    void refusesThePresentPasswordOnceItProvedRight() {
        var answer = answer(withBody(gatehouse.event("password-change", ada), """
                        {"currentPassword": "a lantern beside seven rivers",
                         "newPassword": "a lantern beside seven rivers"}"""), changePassword);

        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(errors(answer)).containsExactly("newPassword same_password");
    }
}
