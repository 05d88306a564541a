package io.gatehouse.auth;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.errors;
import static io.gatehouse.web.testing.Gateway.event;
import static io.gatehouse.web.testing.Gateway.json;
import static io.gatehouse.web.testing.Gateway.with;
import static io.gatehouse.web.testing.Gateway.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.web.testing.TestApi;
import org.junit.jupiter.api.Test;

class ForgotPasswordFunctionTest {
    private final TestApi gatehouse = new TestApi();
    private final ForgotPasswordFunction forgotPassword = new ForgotPasswordFunction(gatehouse.api());

    @Test
    void answersTheSameWhetherTheAddressHasAnAccountOrNot() {
        var stranger = answer(event("password-forgot"), forgotPassword);
        gatehouse.gatehouse().register(TestApi.ADA);

        var answer = answer(event("password-forgot"), forgotPassword);

        assertThat(answer.getStatusCode()).isEqualTo(202);
        assertThat(json(answer)).isEqualTo(json("{\"status\":\"accepted\"}"));
        assertThat(stranger.getStatusCode()).isEqualTo(202);
        assertThat(stranger.getBody()).isEqualTo(answer.getBody());
        assertThat(gatehouse.gatehouse().mails()).contains(MailTemplate.RESET_PASSWORD);
    }

    @Test
    void reportsAllInvalidFieldsTogether() {
        var answer = answer(withBody(event("password-forgot"), "{\"email\": [], \"url\": \"x\"}"), forgotPassword);

        assertThat(errors(answer)).containsExactlyInAnyOrder("email wrong_type", "url unknown");
    }

    @Test
    void invalidRequestClaimsNoKey() {
        answer(with(withBody(event("password-forgot"), "{}"), "idempotency-key", "key-1"), forgotPassword);
        assertThat(gatehouse.ports().rows().idempotencyKeys()).isZero();
    }

    @Test
    void repeatedRequestSendsNoMoreMails() {
        gatehouse.gatehouse().register(TestApi.ADA);
        answer(with(event("password-forgot"), "idempotency-key", "key-1"), forgotPassword);
        var mails = gatehouse.gatehouse().mails();

        var again = answer(with(event("password-forgot"), "idempotency-key", "key-1"), forgotPassword);

        assertThat(again.getHeaders()).containsEntry("Idempotency-Replayed", "true");
        assertThat(gatehouse.gatehouse().mails()).isEqualTo(mails);
    }
}
