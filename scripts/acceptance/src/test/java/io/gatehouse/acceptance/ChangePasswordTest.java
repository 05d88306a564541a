package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Answer;
import io.gatehouse.acceptance.harness.Call;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.Gatehouse.Person;
import io.gatehouse.acceptance.harness.OnCloud;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@OnCloud
class ChangePasswordTest {
    private static final String ANOTHER = "eleven herons over quiet water";
    private static final String WRONG = "not the right password";

    private final Gatehouse gatehouse;
    private Person person;

    ChangePasswordTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @BeforeEach
    void logIn() {
        person = gatehouse.somebody();
    }

    @Test
    @Tag("ASVS-6.2.2")
    void theNewPasswordIsTheOnlyOne() {
        change(PASSWORD, ANOTHER).expect(204);

        gatehouse.login(person.email(), PASSWORD).problem(401, "invalid_credentials");
        gatehouse.login(person.email(), ANOTHER).expect(200);
    }

    @Test
    @Tag("ASVS-7.4.3")
    @Tag("RFC-9700-4.14")
    void theOtherSessionsEndAndThisOneGoesOn() {
        var other = gatehouse.login(person.email(), PASSWORD).expect(200);

        change(PASSWORD, ANOTHER).expect(204);

        gatehouse.get(person.path()).bearer(other.at("/token")).problem(401, "invalid_token");
        gatehouse.refresh(other.at("/refreshToken")).problem(401, "invalid_refresh_token");
        gatehouse.get(person.path()).bearer(person.token()).expect(200);
    }

    @Test
    @Tag("ASVS-6.2.3")
    void theCurrentPasswordIsNeeded() {
        var answer = call().json(Map.of("newPassword", ANOTHER)).problem(400, "validation_failed");

        assertThat(fields(answer)).containsExactly("currentPassword");
        change(WRONG, ANOTHER).problem(403, "wrong_password");
        gatehouse.login(person.email(), PASSWORD).expect(200);
    }

    @Test
    @Tag("ASVS-6.3.4")
    void theNewPasswordIsHeldToThePolicy() {
        assertThat(fields(change(PASSWORD, "too short").problem(400, "validation_failed")))
                .containsExactly("newPassword");
        assertThat(fields(change(PASSWORD, person.email()).problem(400, "validation_failed")))
                .containsExactly("newPassword");
        gatehouse.login(person.email(), PASSWORD).expect(200);
    }

    @Test
    @Tag("ASVS-6.3.1")
    void whoeverGuessesHasToWait() {
        for (var i = 0; i < 5; i++) {
            change(WRONG, ANOTHER).problem(403, "wrong_password");
        }

        var refused = change(PASSWORD, ANOTHER).problem(429, "rate_limited");

        assertThat(Integer.parseInt(refused.header("retry-after"))).isPositive();
        gatehouse.login(person.email(), PASSWORD).expect(200);
    }

    @Test
    void onlyWhoIsSignedInHasAPassword() {
        gatehouse
                .post("/api/password/change")
                .json(Map.of("currentPassword", PASSWORD, "newPassword", ANOTHER))
                .problem(401, "missing_token");
    }

    private Call change(String current, String next) {
        return call().json(Map.of("currentPassword", current, "newPassword", next));
    }

    private Call call() {
        return gatehouse.post("/api/password/change").bearer(person.token());
    }

    private static Iterable<String> fields(Answer answer) {
        return answer.json().path("errors").findValuesAsString("field");
    }
}
