package io.gatehouse.auth;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.errors;
import static io.gatehouse.web.testing.Gateway.event;
import static io.gatehouse.web.testing.Gateway.json;
import static io.gatehouse.web.testing.Gateway.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.web.testing.TestApi;
import org.junit.jupiter.api.Test;

class ResendVerificationFunctionTest {
    private final TestApi gatehouse = new TestApi();
    private final ResendVerificationFunction resend = new ResendVerificationFunction(gatehouse.api());

    @Test
    void answersTheSameWhetherTheAddressHasAnAccountOrNot() {
        var stranger = answer(event("email-resend"), resend);
        gatehouse.gatehouse().register(TestApi.ADA);

        var answer = answer(event("email-resend"), resend);

        assertThat(answer.getStatusCode()).isEqualTo(202);
        assertThat(json(answer)).isEqualTo(json("{\"status\":\"accepted\"}"));
        assertThat(stranger.getStatusCode()).isEqualTo(202);
        assertThat(stranger.getBody()).isEqualTo(answer.getBody());
        assertThat(gatehouse.gatehouse().mails()).contains(MailTemplate.VERIFY_EMAIL);
    }

    @Test
    void reportsAllInvalidFieldsTogether() {
        var answer = answer(withBody(event("email-resend"), "{\"email\": \"ada\", \"to\": \"x\"}"), resend);

        assertThat(errors(answer)).containsExactlyInAnyOrder("email invalid_email", "to unknown");
    }
}
