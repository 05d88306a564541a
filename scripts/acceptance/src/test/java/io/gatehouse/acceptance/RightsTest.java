package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Call;
import io.gatehouse.acceptance.harness.Checkout;
import io.gatehouse.acceptance.harness.Contract;
import io.gatehouse.acceptance.harness.Contract.Operation;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.Gatehouse.Person;
import io.gatehouse.acceptance.harness.OnCloud;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what to whom: everybody to themselves, as long as their account may be used. */
@OnCloud
@Tag("ASVS-8.3.1")
class RightsTest {
    private static final String ANOTHER = "eleven herons over quiet water";

    private final Gatehouse gatehouse;

    RightsTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    static List<Operation> protectedOperations() {
        return Contract.operations().stream().filter(Operation::isProtected).toList();
    }

    @ParameterizedTest
    @MethodSource("protectedOperations")
    @Tag("ASVS-8.2.1")
    void withoutATokenNothingIsDone(Operation operation) {
        call(operation, gatehouse.somebody()).problem(401, "missing_token");
    }

    @ParameterizedTest
    @MethodSource("protectedOperations")
    @Tag("ASVS-7.4.2")
    @Tag("ASVS-8.3.2")
    void aDisabledAccountMayNothingAtOnce(Operation operation) {
        var person = gatehouse.somebody();
        gatehouse.operate("disable", person.email());
        call(operation, person).bearer(person.token()).problem(401, "invalid_token");
    }

    @ParameterizedTest
    @MethodSource("protectedOperations")
    @Tag("ASVS-7.4.2")
    void aDeletedAccountMayNothingAtOnce(Operation operation) {
        var person = gatehouse.somebody();
        gatehouse.operate("delete", person.email());
        call(operation, person).bearer(person.token()).problem(401, "invalid_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "mailer", ""})
    @Tag("ASVS-8.2.2")
    void nobodyEndsASessionOfAnother(String role) {
        var one = role.isEmpty() ? gatehouse.somebody() : gatehouse.somebodyWithRole(role);
        var other = gatehouse.somebody();
        var session =
                gatehouse.get("/api/sessions").bearer(other.token()).expect(200).at("/sessions/0/id");

        gatehouse.call("DELETE", "/api/sessions/" + session).bearer(one.token()).problem(404, "session_not_found");

        gatehouse.get("/api/me").bearer(other.token()).expect(200);
    }

    @Test
    @Tag("ASVS-8.2.2")
    void whatSomebodyDoesIsDoneToTheirOwnAccount() {
        var one = gatehouse.somebody();
        var other = gatehouse.somebody();
        var before = gatehouse.get("/api/me").bearer(other.token()).expect(200);

        gatehouse
                .call("PATCH", "/api/me?id=" + other.id())
                .bearer(one.token())
                .json(Map.of("displayName", "One"))
                .expect(200);
        gatehouse
                .post("/api/logout")
                .bearer(one.token())
                .json(Map.of("scope", "others"))
                .expect(204);
        gatehouse
                .call("DELETE", "/api/me?id=" + other.id())
                .bearer(one.token())
                .json(Map.of("password", PASSWORD))
                .expect(202);

        var after = gatehouse.get("/api/me").bearer(other.token()).expect(200);
        assertThat(after.json()).isEqualTo(before.json());
    }

    @Test
    @Tag("ASVS-8.2.2")
    void anotherAccountIsReadByAdministratorsOnlyAndAsLongAsTheyAre() {
        var other = gatehouse.somebody();
        var admin = gatehouse.somebodyWithRole("admin");
        gatehouse.get(other.path()).bearer(admin.token()).expect(200);
        gatehouse.get(other.path()).bearer(gatehouse.somebody().token()).problem(403, "forbidden");

        gatehouse.operate("revoke", admin.email(), "admin");

        gatehouse.get(other.path()).bearer(admin.token()).problem(403, "forbidden");
        gatehouse.get(admin.path()).bearer(admin.token()).expect(200);
    }

    @Test
    @Tag("ASVS-6.4.6")
    void whoOperatesCanHaveALinkSentAndNeitherChooseNorSeeAPassword() {
        var person = gatehouse.somebodyVerified();
        gatehouse
                .post("/api/password/forgot")
                .json(Map.of("email", person.email()))
                .expect(202);
        gatehouse.mailTo(person.email(), "reset-password");

        for (var action : List.of("show", "grant", "revoke", "disable", "enable", "sign-out")) {
            var command = Map.of("action", action, "email", person.email(), "role", "mailer", "password", ANOTHER);
            var answer = gatehouse.invoke("AccountFunction", Checkout.JSON.valueToTree(command));
            assertThat(answer.failed()).as(action).isFalse();
            assertThat(answer.payload().propertyNames())
                    .containsExactly("id", "email", "emailVerified", "status", "roles", "locale", "createdAt");
        }
        gatehouse.login(person.email(), ANOTHER).problem(401, "invalid_credentials");
        gatehouse.login(person.email(), PASSWORD).expect(200);
    }

    /** A call that would be about the person. */
    private Call call(Operation operation, Person person) {
        var call = gatehouse.call(operation.method(), operation.path().replace("{id}", person.id()));
        return operation.method().equals("GET") ? call : call.json("{}");
    }
}
