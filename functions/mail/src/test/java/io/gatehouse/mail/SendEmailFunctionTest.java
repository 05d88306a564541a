package io.gatehouse.mail;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.code;
import static io.gatehouse.web.testing.Gateway.errors;
import static io.gatehouse.web.testing.Gateway.json;
import static io.gatehouse.web.testing.Gateway.names;
import static io.gatehouse.web.testing.Gateway.with;
import static io.gatehouse.web.testing.Gateway.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.Role;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.web.testing.TestApi;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SendEmailFunctionTest {
    private final TestApi gatehouse = new TestApi(TestRules.UNLIMITED.mailsPerAddress(2));
    private final SendEmailFunction sendEmail = new SendEmailFunction(gatehouse.api());
    private final Caller mailer = mailer();

    @Test
    void queuesTheMailAndReturnsItsId() {
        var answer = answer(gatehouse.event("send-email", mailer), sendEmail);

        assertThat(answer.getStatusCode()).isEqualTo(202);
        assertThat(names(json(answer))).containsExactly("status", "id");
        assertThat(json(answer).path("status").asText()).isEqualTo("queued");
        var id = UUID.fromString(json(answer).path("id").asText());
        assertThat(gatehouse.ports().queued()).contains(id);
        assertThat(gatehouse.ports().rows().mails())
                .filteredOn(mail -> mail.id().equals(id))
                .singleElement()
                .satisfies(mail -> {
                    assertThat(mail.template()).isEqualTo(MailTemplate.NOTICE);
                    assertThat(mail.to()).isEqualTo("ada@example.com");
                    assertThat(mail.locale()).hasToString("en");
                    assertThat(mail.variables())
                            .isEqualTo(Map.of(
                                    "title", "Maintenance on Sunday",
                                    "message", "The service rests between 02:00 and 03:00 UTC."));
                });
    }

    @Test
    void sendsToTheAddressOfAUser() {
        var answer = answer(
                withBody(
                        gatehouse.event("send-email", mailer),
                        "{\"template\": \"welcome\", \"userId\": \"%s\"}".formatted(mailer.accountId())),
                sendEmail);

        assertThat(answer.getStatusCode()).isEqualTo(202);
        assertThat(gatehouse.ports().rows().mails().getLast().to())
                .isEqualTo(mailer.account().email().address());
    }

    @Test
    void reportsAllInvalidFieldsTogether() {
        var answer = answer(withBody(gatehouse.event("send-email", mailer), """
                        {"template": "notice", "to": "ada", "userId": "1", "locale": "klingonic!", "from": "x",
                         "variables": {"title": "", "colour": "red"}}"""), sendEmail);

        assertThat(errors(answer))
                .containsExactlyInAnyOrder(
                        "to invalid_email",
                        "userId conflicting",
                        "userId invalid_uuid",
                        "locale invalid_locale",
                        "from unknown",
                        "variables.title wrong_length",
                        "variables.message required",
                        "variables.colour unknown");
    }

    @Test
    void variablesOfAnUnknownTemplateMustBeStrings() {
        var answer = answer(withBody(gatehouse.event("send-email", mailer), """
                        {"template": "reset-password", "variables": {"any": "text", "number": 7}}"""), sendEmail);

        assertThat(errors(answer))
                .containsExactlyInAnyOrder("template unknown_template", "to required", "variables.number wrong_type");
    }

    @Test
    void refusesCallersWithoutARoleBeforeReadingTheBody() {
        var ada = gatehouse.signUp();

        var answer = answer(withBody(gatehouse.event("send-email", ada), "{"), sendEmail);

        assertThat(answer.getStatusCode()).isEqualTo(403);
        assertThat(code(answer)).isEqualTo("forbidden");
    }

    @Test
    void doesNotFindAnUnknownUser() {
        var answer = answer(withBody(gatehouse.event("send-email", mailer), """
                        {"template": "welcome", "userId": "019ab2c4-5d6e-7f80-9a1b-2c3d4e5f6071"}"""), sendEmail);

        assertThat(answer.getStatusCode()).isEqualTo(404);
        assertThat(code(answer)).isEqualTo("user_not_found");
    }

    @Test
    void limitsTheMailsToAnAddress() {
        for (var i = 0; i < 2; i++) {
            assertThat(answer(gatehouse.event("send-email", mailer), sendEmail).getStatusCode())
                    .isEqualTo(202);
        }

        var answer = answer(gatehouse.event("send-email", mailer), sendEmail);

        assertThat(answer.getStatusCode()).isEqualTo(429);
        assertThat(code(answer)).isEqualTo("rate_limited");
        assertThat(answer.getHeaders()).containsKey("Retry-After");
    }

    @Test
    void invalidRequestClaimsNoKey() {
        answer(with(withBody(gatehouse.event("send-email", mailer), "{}"), "idempotency-key", "key-1"), sendEmail);
        assertThat(gatehouse.ports().rows().idempotencyKeys()).isZero();
    }

    @Test
    void refusedCallerClaimsNoKey() {
        var event = gatehouse.event("send-email", gatehouse.signUp());
        answer(with(event, "idempotency-key", "key-1"), sendEmail);
        assertThat(gatehouse.ports().rows().idempotencyKeys()).isZero();
    }

    @Test
    void repeatedRequestQueuesNothingMore() {
        var first = answer(with(gatehouse.event("send-email", mailer), "idempotency-key", "key-1"), sendEmail);
        var queued = gatehouse.ports().queued();

        var again = answer(with(gatehouse.event("send-email", mailer), "idempotency-key", "key-1"), sendEmail);

        assertThat(again.getBody()).isEqualTo(first.getBody());
        assertThat(again.getHeaders()).containsEntry("Idempotency-Replayed", "true");
        assertThat(gatehouse.ports().queued()).isEqualTo(queued);
    }

    private Caller mailer() {
        var email = EmailAddress.parse("grace@example.com");
        var caller = gatehouse.signUp(email);
        gatehouse.gatehouse().verify(gatehouse.gatehouse().account(email).orElseThrow());
        gatehouse.useCases().administerAccount().grant(email, Role.MAILER);
        return caller;
    }
}
