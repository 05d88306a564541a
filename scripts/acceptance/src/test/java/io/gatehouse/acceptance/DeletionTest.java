package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.acceptance.harness.Answer;
import io.gatehouse.acceptance.harness.Call;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.Gatehouse.Person;
import io.gatehouse.acceptance.harness.OnCloud;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The end of an account. */
@OnCloud
@Tag("GDPR-17")
class DeletionTest {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final Gatehouse gatehouse;

    DeletionTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    @Tag("ASVS-7.4.1")
    @Tag("ASVS-7.4.2")
    void everyTokenIsDeadAtOnce() {
        var person = gatehouse.somebody();
        var other = gatehouse.login(person.email(), PASSWORD).expect(200);
        gatehouse.get("/api/me").bearer(other.at("/token")).expect(200);

        assertThat(delete(person, PASSWORD).expect(202).text()).isEqualTo("{\"status\":\"accepted\"}");

        gatehouse.get("/api/me").bearer(person.token()).problem(401, "invalid_token");
        gatehouse.get("/api/me").bearer(other.at("/token")).problem(401, "invalid_token");
        delete(person, PASSWORD).problem(401, "invalid_token");
        gatehouse.refresh(other.at("/refreshToken")).problem(401, "invalid_refresh_token");
        gatehouse.login(person.email(), PASSWORD).problem(401, "invalid_credentials");
    }

    @Test
    void theRecordIsGoneAndTheAddressFreeWithinAMinute() {
        var person = gatehouse.somebody();
        var admin = gatehouse.somebodyWithRole("admin");
        delete(person, PASSWORD).expect(202);

        gatehouse.get(person.path()).bearer(admin.token()).problem(404, "user_not_found");
        await().atMost(A_MINUTE).until(() -> register(person.email()).status() == 201);

        var again = gatehouse.login(person.email(), PASSWORD).expect(200);
        assertThat(again.at("/user/id")).isNotEqualTo(person.id());
        gatehouse.get("/api/me").bearer(person.token()).problem(401, "invalid_token");
    }

    @Test
    @Tag("ASVS-7.5.1")
    void onlyWhoKnowsThePasswordDeletesAnAccount() {
        var person = gatehouse.somebody();

        delete(person, "another lantern beside seven rivers").problem(403, "wrong_password");
        delete(person, "").problem(400, "validation_failed");
        gatehouse.call("DELETE", "/api/me").bearer(person.token()).json("{}").problem(400, "validation_failed");
        gatehouse.call("DELETE", "/api/me").json(Map.of("password", PASSWORD)).problem(401, "missing_token");

        gatehouse.get("/api/me").bearer(person.token()).expect(200);
    }

    @Test
    @Tag("ASVS-6.3.7")
    void theOwnerHearsOfIt() {
        var person = gatehouse.somebody();
        delete(person, PASSWORD).expect(202);
        await().until(() -> gatehouse.mailsTo(person.email()).stream()
                .anyMatch(mail -> mail.path("template").asString().equals("account-deleted")));
    }

    @Test
    @Tag("ASVS-7.4.2")
    void anOperatorDeletesAnAccountAsItsOwnerDoes() {
        var person = gatehouse.somebody();
        gatehouse.get("/api/me").bearer(person.token()).expect(200);

        gatehouse.operate("delete", person.email());

        gatehouse.get("/api/me").bearer(person.token()).problem(401, "invalid_token");
        await().atMost(A_MINUTE).until(() -> register(person.email()).status() == 201);
    }

    @Test
    @Tag("ASVS-7.4.5")
    void anOperatorEndsEverySessionOfAnAccount() {
        var person = gatehouse.somebody();
        var other = gatehouse.login(person.email(), PASSWORD).expect(200).at("/token");
        gatehouse.get("/api/me").bearer(other).expect(200);

        gatehouse.operate("sign-out", person.email());

        gatehouse.get("/api/me").bearer(person.token()).problem(401, "invalid_token");
        gatehouse.get("/api/me").bearer(other).problem(401, "invalid_token");
        gatehouse.login(person.email(), PASSWORD).expect(200);
    }

    private Answer register(String email) {
        return gatehouse.register(email, PASSWORD).answer();
    }

    private Call delete(Person person, String password) {
        return gatehouse.call("DELETE", "/api/me").bearer(person.token()).json(Map.of("password", password));
    }
}
