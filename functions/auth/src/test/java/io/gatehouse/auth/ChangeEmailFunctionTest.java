package io.gatehouse.auth;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.code;
import static io.gatehouse.web.testing.Gateway.errors;
import static io.gatehouse.web.testing.Gateway.json;
import static io.gatehouse.web.testing.Gateway.with;
import static io.gatehouse.web.testing.Gateway.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.web.testing.TestApi;
import org.junit.jupiter.api.Test;

class ChangeEmailFunctionTest {
    private final TestApi gatehouse = new TestApi();
    private final ChangeEmailFunction changeEmail = new ChangeEmailFunction(gatehouse.api());
    private final Caller ada = gatehouse.signUp();

    @Test
    void asksTheOwnersOfBothAddresses() {
        gatehouse.verifyAddress(ada);

        var answer = answer(gatehouse.event("email-change", ada), changeEmail);

        assertThat(answer.getStatusCode()).isEqualTo(202);
        assertThat(json(answer)).isEqualTo(json("{\"status\":\"accepted\"}"));
        assertThat(gatehouse.gatehouse().rows().mails())
                .filteredOn(mail -> mail.template() == MailTemplate.CONFIRM_EMAIL_CHANGE)
                .extracting(mail -> mail.to())
                .containsExactlyInAnyOrder("ada@example.com", "lovelace@example.com");
    }

    @Test
    void reportsAllInvalidFieldsTogether() {
        var answer = answer(
                withBody(
                        gatehouse.event("email-change", ada),
                        "{\"newEmail\": \"ada@example.com\", \"password\": \"\", \"email\": \"x\"}"),
                changeEmail);

        assertThat(errors(answer))
                .containsExactlyInAnyOrder("newEmail same_email", "password too_short", "email unknown");
    }

    @Test
    void refusesAWrongPassword() {
        var answer = answer(withBody(gatehouse.event("email-change", ada), """
                        {"newEmail": "lovelace@example.com", "password": "a lantern beside eight rivers"}"""), changeEmail);

        assertThat(answer.getStatusCode()).isEqualTo(403);
        assertThat(code(answer)).isEqualTo("wrong_password");
    }

    @Test
    void repeatedRespellingGetsTheSameAnswer() {
        var respelling = """
                {"newEmail": "Ada@example.com", "password": "a lantern beside seven rivers"}""";
        for (var attempt = 0; attempt < 2; attempt++) {
            var event = withBody(gatehouse.event("email-change", ada), respelling);
            assertThat(answer(with(event, "idempotency-key", "key-1"), changeEmail)
                            .getStatusCode())
                    .isEqualTo(202);
        }
    }

    @Test
    void invalidRequestClaimsNoKey() {
        answer(with(withBody(gatehouse.event("email-change", ada), "{}"), "idempotency-key", "key-1"), changeEmail);
        assertThat(gatehouse.ports().rows().idempotencyKeys()).isZero();
    }

    @Test
    void repeatedRequestSendsNoMoreMails() {
        answer(with(gatehouse.event("email-change", ada), "idempotency-key", "key-1"), changeEmail);
        var mails = gatehouse.gatehouse().mails();

        var again = answer(with(gatehouse.event("email-change", ada), "idempotency-key", "key-1"), changeEmail);

        assertThat(again.getStatusCode()).isEqualTo(202);
        assertThat(again.getHeaders()).containsEntry("Idempotency-Replayed", "true");
        assertThat(gatehouse.gatehouse().mails()).isEqualTo(mails);
    }
}
