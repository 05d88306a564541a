package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.PASSWORD;
import static io.gatehouse.acceptance.harness.Gatehouse.freshAddress;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Answer;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.OnCloud;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@OnCloud
class LoginTest {
    private final Gatehouse gatehouse;

    LoginTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    void theRightPasswordOpensASession() {
        var email = freshAddress();
        var id = gatehouse.register(email, PASSWORD).expect(201).at("/id");

        var session = gatehouse.login(email, PASSWORD).expect(200).json();

        assertThat(session.path("tokenType").asString()).isEqualTo("Bearer");
        assertThat(session.path("expiresIn").asInt()).isEqualTo(600);
        assertThat(session.at("/user/id").asString()).isEqualTo(id);
        assertThat(session.at("/user/email").asString()).isEqualTo(email);
    }

    @Test
    @Tag("ASVS-7.2.4")
    void everyLoginGivesANewToken() {
        var person = gatehouse.somebody();

        assertThat(gatehouse
                        .login(person.email(), person.password())
                        .expect(200)
                        .at("/token"))
                .isNotEqualTo(person.token());
    }

    @Test
    @Tag("ASVS-6.3.8")
    void anUnknownAddressAndAWrongPasswordGetTheSameAnswer() {
        var person = gatehouse.somebody();

        var wrong = gatehouse.login(person.email(), "not the right password").problem(401, "invalid_credentials");
        var unknown = gatehouse.login(freshAddress(), "not the right password").problem(401, "invalid_credentials");

        assertThat(withoutId(unknown)).isEqualTo(withoutId(wrong));
        assertThat(unknown.headers().map().keySet())
                .isEqualTo(wrong.headers().map().keySet());
    }

    @Test
    void aPasswordThatCouldNeverBeChosenIsJustWrong() {
        var person = gatehouse.somebody();

        gatehouse.login(person.email(), "short").problem(401, "invalid_credentials");
    }

    @Test
    @Tag("ASVS-7.4.2")
    void aDisabledAccountIsToldSoWithItsPasswordOnly() {
        var person = gatehouse.somebody();
        gatehouse.operate("disable", person.email());

        gatehouse.login(person.email(), person.password()).problem(403, "account_disabled");
        gatehouse.login(person.email(), "not the right password").problem(401, "invalid_credentials");

        gatehouse.operate("enable", person.email());
        gatehouse.login(person.email(), person.password()).expect(200);
    }

    @Test
    void bothFieldsAreNeeded() {
        var answer = gatehouse.post("/api/login").json("{}").problem(400, "validation_failed");

        assertThat(answer.json().path("errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("email", "password");
    }

    private static Map<String, ?> withoutId(Answer answer) {
        var body = new TreeMap<String, Object>();
        answer.json().forEachEntry((name, value) -> body.put(name, value));
        body.remove("instance");
        return body;
    }
}
