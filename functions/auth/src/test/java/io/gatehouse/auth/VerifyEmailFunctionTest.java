package io.gatehouse.auth;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.code;
import static io.gatehouse.web.testing.Gateway.errors;
import static io.gatehouse.web.testing.Gateway.event;
import static io.gatehouse.web.testing.Gateway.with;
import static io.gatehouse.web.testing.Gateway.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.web.testing.TestApi;
import org.junit.jupiter.api.Test;

class VerifyEmailFunctionTest {
    private final TestApi gatehouse = new TestApi();
    private final VerifyEmailFunction verifyEmail = new VerifyEmailFunction(gatehouse.api());

    @Test
    void verifiesTheAddressForTheUserOfTheAccount() {
        var ada = gatehouse.signUp();
        var event = gatehouse.event("email-verify", ada);

        var answer = answer(withBody(event, "{\"token\": \"%s\"}".formatted(welcomed())), verifyEmail);

        assertThat(answer.getStatusCode()).isEqualTo(204);
        assertThat(isVerified()).isTrue();
    }

    @Test
    void verifiesTheAddressForThoseWhoKnowThePassword() {
        gatehouse.gatehouse().register(TestApi.ADA);

        var answer =
                answer(withBody(event("email-verify"), body(welcomed(), "a lantern beside seven rivers")), verifyEmail);

        assertThat(answer.getStatusCode()).isEqualTo(204);
        assertThat(isVerified()).isTrue();
    }

    @Test
    void asksForAProof() {
        gatehouse.gatehouse().register(TestApi.ADA);
        var token = welcomed();

        var without = answer(withBody(event("email-verify"), "{\"token\": \"%s\"}".formatted(token)), verifyEmail);
        var wrong = answer(withBody(event("email-verify"), body(token, "wrong")), verifyEmail);
        var bad = with(withBody(event("email-verify"), body(token, "wrong")), "authorization", "Bearer bad");

        assertThat(without.getStatusCode()).isEqualTo(403);
        assertThat(code(without)).isEqualTo("proof_required");
        assertThat(code(wrong)).isEqualTo("wrong_password");
        assertThat(code(answer(bad, verifyEmail))).isEqualTo("invalid_token");
        assertThat(isVerified()).isFalse();
    }

    @Test
    void setsThePasswordOfARegistration() {
        var token = gatehouse.gatehouse().registerByMail(TestApi.ADA);

        var refused = answer(withBody(event("email-verify"), body(token, "ada@example.com")), verifyEmail);
        var answer =
                answer(withBody(event("email-verify"), body(token, "eleven herons over quiet water")), verifyEmail);

        assertThat(errors(refused)).containsExactly("password too_common");
        assertThat(answer.getStatusCode()).isEqualTo(204);
        assertThat(gatehouse.gatehouse().signIn(TestApi.ADA, TestGatehouse.NEW_PASSWORD))
                .isNotNull();
    }

    @Test
    void reportsAllInvalidFieldsTogether() {
        var body = "{\"token\": null, \"password\": \"\", \"email\": \"x\"}";

        var answer = answer(withBody(event("email-verify"), body), verifyEmail);

        assertThat(errors(answer)).containsExactlyInAnyOrder("token wrong_type", "password too_short", "email unknown");
    }

    @Test
    void refusesAnUnknownToken() {
        var answer = answer(event("email-verify"), verifyEmail);

        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("invalid_or_expired_token");
    }

    private String welcomed() {
        return gatehouse.gatehouse().tokenOf(MailTemplate.WELCOME);
    }

    private boolean isVerified() {
        return gatehouse.gatehouse().account(TestApi.ADA).orElseThrow().emailVerified();
    }

    private static String body(String token, String password) {
        return "{\"token\": \"%s\", \"password\": \"%s\"}".formatted(token, password);
    }
}
