package io.gatehouse.auth;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.code;
import static io.gatehouse.web.testing.Gateway.errors;
import static io.gatehouse.web.testing.Gateway.event;
import static io.gatehouse.web.testing.Gateway.json;
import static io.gatehouse.web.testing.Gateway.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.testing.InMemoryPorts;
import io.gatehouse.web.testing.TestApi;
import org.junit.jupiter.api.Test;

class ConfirmEmailFunctionTest {
    private final TestApi gatehouse = new TestApi();
    private final ConfirmEmailFunction confirmEmail = new ConfirmEmailFunction(gatehouse.api());

    @Test
    void changesTheAddressOnceBothOwnersAgree() {
        var ada = gatehouse.signUp();
        gatehouse.verifyAddress(ada);
        answer(gatehouse.event("email-change", ada), new ChangeEmailFunction(gatehouse.api()));
        var tokens = gatehouse.gatehouse().deliverMails().stream()
                .filter(sent -> sent.mail().template() == MailTemplate.CONFIRM_EMAIL_CHANGE)
                .map(InMemoryPorts.SentMail::token)
                .toList();

        var first = answer(withToken(tokens.getFirst()), confirmEmail);
        var unproven = answer(withToken(tokens.getLast()), confirmEmail);
        var event = gatehouse.event("email-confirm", ada);
        var second = answer(withBody(event, "{\"token\": \"%s\"}".formatted(tokens.getLast())), confirmEmail);

        assertThat(unproven.getStatusCode()).isEqualTo(403);
        assertThat(code(unproven)).isEqualTo("proof_required");
        assertThat(first.getStatusCode()).isEqualTo(200);
        assertThat(json(first)).isEqualTo(json("{\"status\":\"pending\"}"));
        assertThat(second.getStatusCode()).isEqualTo(200);
        assertThat(json(second)).isEqualTo(json("{\"status\":\"changed\"}"));
        assertThat(gatehouse.gatehouse().account(EmailAddress.parse("lovelace@example.com")))
                .hasValueSatisfying(account -> assertThat(account.id()).isEqualTo(ada.accountId()));
    }

    @Test
    void takesThePasswordAsAProof() {
        var ada = gatehouse.signUp();
        answer(gatehouse.event("email-change", ada), new ChangeEmailFunction(gatehouse.api()));
        var token = gatehouse.gatehouse().deliverMails().stream()
                .filter(sent -> sent.mail().to().equals("lovelace@example.com"))
                .map(InMemoryPorts.SentMail::token)
                .findFirst()
                .orElseThrow();

        assertThat(code(answer(withPassword(token, "wrong"), confirmEmail))).isEqualTo("wrong_password");
        assertThat(answer(withPassword(token, "a lantern beside seven rivers"), confirmEmail)
                        .getStatusCode())
                .isEqualTo(200);
    }

    @Test
    void reportsAllInvalidFieldsTogether() {
        var body = "{\"code\": \"x\", \"password\": \"\"}";

        var answer = answer(withBody(event("email-confirm"), body), confirmEmail);

        assertThat(errors(answer)).containsExactlyInAnyOrder("token required", "password too_short", "code unknown");
    }

    @Test
    void refusesAnUnknownToken() {
        var answer = answer(event("email-confirm"), confirmEmail);

        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("invalid_or_expired_token");
    }

    private static APIGatewayV2HTTPEvent withPassword(String token, String password) {
        return withBody(event("email-confirm"), "{\"token\": \"%s\", \"password\": \"%s\"}".formatted(token, password));
    }

    private static APIGatewayV2HTTPEvent withToken(String token) {
        return withBody(event("email-confirm"), "{\"token\": \"%s\"}".formatted(token));
    }
}
