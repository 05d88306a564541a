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

/** From a forgotten password, by the link of a mail, to a new one. */
@OnCloud
class ResetPasswordTest {
    private static final String ANOTHER = "eleven herons over quiet water";
    private static final String MAIL = "reset-password";

    private final Gatehouse gatehouse;
    private Person person;

    ResetPasswordTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @BeforeEach
    void logIn() {
        person = gatehouse.somebody();
    }

    @Test
    void theLinkLeadsToANewPassword() {
        var token = forgotten();

        reset(token, ANOTHER).expect(204);

        gatehouse.login(person.email(), PASSWORD).problem(401, "invalid_credentials");
        gatehouse.login(person.email(), ANOTHER).expect(200);
        assertThat(gatehouse.mailTo(person.email(), "password-changed").isMissingNode())
                .isFalse();
    }

    @Test
    @Tag("ASVS-7.4.1")
    @Tag("RFC-9700-4.14")
    void everySessionEnds() {
        var other = gatehouse.login(person.email(), PASSWORD).expect(200);

        reset(forgotten(), ANOTHER).expect(204);

        gatehouse.get(person.path()).bearer(person.token()).problem(401, "invalid_token");
        gatehouse.get(person.path()).bearer(other.at("/token")).problem(401, "invalid_token");
        gatehouse.refresh(other.at("/refreshToken")).problem(401, "invalid_refresh_token");
    }

    @Test
    void theAddressIsVerifiedByIt() {
        reset(forgotten(), ANOTHER).expect(204);

        var token = gatehouse.login(person.email(), ANOTHER).expect(200).at("/token");
        assertThat(gatehouse.get(person.path()).bearer(token).expect(200).at("/emailVerified"))
                .isEqualTo("true");
    }

    @Test
    void nothingStaysOfWhoeverMadeAnAccountOfAnUnverifiedAddress() {
        gatehouse
                .call("PATCH", "/api/me")
                .bearer(person.token())
                .json(Map.of("displayName", "Somebody else"))
                .expect(200);

        reset(forgotten(), ANOTHER).expect(204);

        var token = gatehouse.login(person.email(), ANOTHER).expect(200).at("/token");
        assertThat(gatehouse
                        .get("/api/me")
                        .bearer(token)
                        .expect(200)
                        .json()
                        .path("displayName")
                        .isNull())
                .isTrue();
    }

    @Test
    @Tag("ASVS-6.3.8")
    void aKnownAndAnUnknownAddressGetTheSameAnswer() {
        var known = forgot(person.email()).expect(202);
        var unknown = forgot(freshAddress()).expect(202);

        assertThat(known.text()).isEqualTo("{\"status\":\"accepted\"}");
        assertThat(unknown.text()).isEqualTo(known.text());
        assertThat(unknown.headers().map().keySet())
                .isEqualTo(known.headers().map().keySet());
    }

    @Test
    @Tag("Idempotency-Key-draft-07")
    void theSameRequestWithAnIdempotencyKeySendsOneMail() {
        forgot(person.email()).key(person.id()).expect(202);
        var again = forgot(person.email()).key(person.id()).expect(202);

        assertThat(again.header("idempotency-replayed")).isEqualTo("true");
        assertThat(mails()).isEqualTo(1);
    }

    @Test
    @Tag("ASVS-6.3.8")
    @Tag("ASVS-6.5.1")
    @Tag("ASVS-11.5.1")
    void whateverIsWrongWithATokenTheAnswerIsTheSame() {
        var used = forgotten();
        reset(used, ANOTHER).expect(204);
        var ofAnotherPurpose = gatehouse.tokenTo(person.email(), "welcome");
        var unknown = reset("A".repeat(43), ANOTHER).problem(400, "invalid_or_expired_token");

        for (var token : List.of(used, ofAnotherPurpose, "", "a", used + "A", "ä b\n", "A".repeat(10_000))) {
            var answer = reset(token, ANOTHER).problem(400, "invalid_or_expired_token");
            assertThat(withoutId(answer)).isEqualTo(withoutId(unknown));
        }
    }

    @Test
    @Tag("ASVS-6.3.4")
    void aPasswordThatIsRefusedLeavesTheTokenGood() {
        var token = forgotten();

        assertThat(fields(reset(token, "too short").problem(400, "validation_failed")))
                .containsExactly("password");
        assertThat(fields(reset(token, person.email()).problem(400, "validation_failed")))
                .containsExactly("password");

        reset(token, ANOTHER).expect(204);
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(fields(gatehouse.post("/api/password/reset").json("{}").problem(400, "validation_failed")))
                .containsExactlyInAnyOrder("token", "password");
        assertThat(fields(gatehouse.post("/api/password/forgot").json("{}").problem(400, "validation_failed")))
                .containsExactly("email");
        assertThat(fields(forgot("nobody").problem(400, "validation_failed"))).containsExactly("email");
    }

    @Test
    @Tag("ASVS-7.4.2")
    void aDisabledAccountGetsNoNewPassword() {
        var token = forgotten();
        gatehouse.operate("disable", person.email());

        reset(token, ANOTHER).problem(400, "invalid_or_expired_token");
        forgot(person.email()).expect(202);

        assertThat(mails()).isEqualTo(1);
    }

    private String forgotten() {
        forgot(person.email()).expect(202);
        return gatehouse.tokenTo(person.email(), MAIL);
    }

    private long mails() {
        return gatehouse.allMailsTo(person.email()).stream()
                .filter(mail -> mail.path("template").asString().equals(MAIL))
                .count();
    }

    private Call forgot(String email) {
        return gatehouse.post("/api/password/forgot").json(Map.of("email", email));
    }

    private Call reset(String token, String password) {
        return gatehouse.post("/api/password/reset").json(Map.of("token", token, "password", password));
    }

    private static String withoutId(Answer problem) {
        return problem.text().replace(problem.at("/instance"), "");
    }

    private static Iterable<String> fields(Answer answer) {
        return answer.json().path("errors").findValuesAsString("field");
    }
}
