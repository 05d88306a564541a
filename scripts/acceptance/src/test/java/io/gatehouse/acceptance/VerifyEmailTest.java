package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.PASSWORD;
import static io.gatehouse.acceptance.harness.Gatehouse.freshAddress;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Answer;
import io.gatehouse.acceptance.harness.Call;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.Gatehouse.Person;
import io.gatehouse.acceptance.harness.OnCloud;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The address of a new account, verified by the link of a mail and a proof of the account. */
@OnCloud
class VerifyEmailTest {
    private static final String WRONG = "not the right password";

    private final Gatehouse gatehouse;
    private Person person;

    VerifyEmailTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @BeforeEach
    void logIn() {
        person = gatehouse.somebody();
    }

    @Test
    void theWelcomeMailHasTheLink() {
        assertThat(isVerified()).isEqualTo("false");

        verify(gatehouse.tokenTo(person.email(), "welcome")).expect(204);

        assertThat(isVerified()).isEqualTo("true");
    }

    @Test
    @Tag("ASVS-7.5.1")
    void theSessionOrThePasswordOfTheAccountIsNeeded() {
        var token = gatehouse.tokenTo(person.email(), "welcome");
        var another = gatehouse.somebody();

        anonymously(token).problem(403, "proof_required");
        anonymously(token).bearer(another.token()).problem(403, "proof_required");
        anonymously(token).bearer("no.real.token").problem(401, "invalid_token");
        withPassword(token, WRONG).problem(403, "wrong_password");
        assertThat(isVerified()).isEqualTo("false");

        withPassword(token, person.password()).bearer(another.token()).expect(204);
        assertThat(isVerified()).isEqualTo("true");
    }

    @Test
    @Tag("ASVS-6.3.1")
    void theFifthWrongPasswordEndsTheLinkAndAnotherCanBeSent() {
        var token = gatehouse.tokenTo(person.email(), "welcome");
        for (var i = 0; i < 5; i++) {
            withPassword(token, WRONG).problem(403, "wrong_password");
        }

        withPassword(token, person.password()).problem(400, "invalid_or_expired_token");
        verify(token).problem(400, "invalid_or_expired_token");

        resend(person.email()).expect(202);
        verify(gatehouse.tokenTo(person.email(), "verify-email")).expect(204);
        assertThat(isVerified()).isEqualTo("true");
    }

    @Test
    void aResetEndsTheLink() {
        var token = gatehouse.tokenTo(person.email(), "welcome");
        gatehouse
                .post("/api/password/forgot")
                .json(Map.of("email", person.email()))
                .expect(202);
        gatehouse
                .post("/api/password/reset")
                .json(Map.of("token", gatehouse.tokenTo(person.email(), "reset-password"), "password", PASSWORD))
                .expect(204);

        withPassword(token, PASSWORD).problem(400, "invalid_or_expired_token");
    }

    @Test
    void anotherLinkIsSentOnRequest() {
        resend(person.email()).expect(202);

        verify(gatehouse.tokenTo(person.email(), "verify-email")).expect(204);

        assertThat(isVerified()).isEqualTo("true");
    }

    @Test
    void aVerifiedAddressGetsNoOther() {
        verify(gatehouse.tokenTo(person.email(), "welcome")).expect(204);

        resend(person.email()).expect(202);

        assertThat(gatehouse.allMailsTo(person.email())).hasSize(1);
    }

    @Test
    @Tag("ASVS-6.3.8")
    void aKnownAndAnUnknownAddressGetTheSameAnswer() {
        var known = resend(person.email()).expect(202);
        var unknown = resend(freshAddress()).expect(202);

        assertThat(known.text()).isEqualTo("{\"status\":\"accepted\"}");
        assertThat(unknown.text()).isEqualTo(known.text());
        assertThat(unknown.headers().map().keySet())
                .isEqualTo(known.headers().map().keySet());
    }

    @Test
    @Tag("ASVS-6.3.8")
    @Tag("ASVS-6.5.1")
    void whateverIsWrongWithATokenTheAnswerIsTheSame() {
        var unknown = verify("A".repeat(43)).problem(400, "invalid_or_expired_token");
        var first = gatehouse.tokenTo(person.email(), "welcome");
        resend(person.email()).expect(202);
        var used = gatehouse.tokenTo(person.email(), "verify-email");
        verify(used).expect(204);
        gatehouse
                .post("/api/password/forgot")
                .json(Map.of("email", person.email()))
                .expect(202);
        var ofAnotherPurpose = gatehouse.tokenTo(person.email(), "reset-password");

        for (var token : List.of(first, used, ofAnotherPurpose, "", used + "A", used.substring(1), person.token())) {
            assertThat(withoutId(verify(token).problem(400, "invalid_or_expired_token")))
                    .isEqualTo(withoutId(unknown));
        }
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(fields(gatehouse.post("/api/email/verify").json("{}").problem(400, "validation_failed")))
                .containsExactly("token");
        assertThat(fields(gatehouse.post("/api/email/resend").json("{}").problem(400, "validation_failed")))
                .containsExactly("email");
        assertThat(fields(resend("nobody").problem(400, "validation_failed"))).containsExactly("email");
    }

    /** As the user of the account. */
    private Call verify(String token) {
        return anonymously(token).bearer(person.token());
    }

    private Call anonymously(String token) {
        return gatehouse.post("/api/email/verify").json(Map.of("token", token));
    }

    private Call withPassword(String token, String password) {
        return gatehouse.post("/api/email/verify").json(Map.of("token", token, "password", password));
    }

    private Call resend(String email) {
        return gatehouse.post("/api/email/resend").json(Map.of("email", email));
    }

    private String isVerified() {
        return gatehouse.get(person.path()).bearer(person.token()).expect(200).at("/emailVerified");
    }

    private static String withoutId(Answer problem) {
        return problem.text().replace(problem.at("/instance"), "");
    }

    private static Iterable<String> fields(Answer answer) {
        return answer.json().path("errors").findValuesAsString("field");
    }
}
