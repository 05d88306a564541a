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
        var second = answer(withToken(tokens.getLast()), confirmEmail);

        assertThat(first.getStatusCode()).isEqualTo(200);
        assertThat(json(first)).isEqualTo(json("{\"status\":\"pending\"}"));
        assertThat(second.getStatusCode()).isEqualTo(200);
        assertThat(json(second)).isEqualTo(json("{\"status\":\"changed\"}"));
        assertThat(gatehouse.gatehouse().account(EmailAddress.parse("lovelace@example.com")))
                .hasValueSatisfying(account -> assertThat(account.id()).isEqualTo(ada.accountId()));
    }

    @Test
    void reportsAllInvalidFieldsTogether() {
        var answer = answer(withBody(event("email-confirm"), "{\"code\": \"x\"}"), confirmEmail);

        assertThat(errors(answer)).containsExactlyInAnyOrder("token required", "code unknown");
    }

    @Test
    void refusesAnUnknownToken() {
        var answer = answer(event("email-confirm"), confirmEmail);

        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("invalid_or_expired_token");
    }

    private static APIGatewayV2HTTPEvent withToken(String token) {
        return withBody(event("email-confirm"), "{\"token\": \"%s\"}".formatted(token));
    }
}
