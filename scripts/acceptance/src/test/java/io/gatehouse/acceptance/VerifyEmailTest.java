package io.gatehouse.acceptance;

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

/** The address of a new account, verified by the link of a mail. */
@OnCloud
class VerifyEmailTest {
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

    private Call verify(String token) {
        return gatehouse.post("/api/email/verify").json(Map.of("token", token));
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
