package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.PASSWORD;
import static io.gatehouse.acceptance.harness.Gatehouse.freshAddress;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.OnCloud;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnCloud
class UserTest {
    private static final String UNKNOWN = "019ab2c4-5d6e-7f80-9a1b-2c3d4e5f6071";

    private final Gatehouse gatehouse;

    UserTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    void aNewUserIsReadFromTheCacheAtOnce() {
        var email = freshAddress();
        var registered = gatehouse.register(email, PASSWORD).expect(201);
        var token = gatehouse.login(email, PASSWORD).expect(200).at("/token");

        var user = gatehouse.get(registered.header("location")).bearer(token).expect(200);

        assertThat(user.header("x-cache")).isEqualTo("hit");
        assertThat(user.at("/id")).isEqualTo(registered.at("/id"));
        assertThat(user.at("/email")).isEqualTo(email);
        assertThat(user.at("/createdAt")).isEqualTo(registered.at("/createdAt"));
        assertThat(user.json().path("emailVerified").asBoolean()).isFalse();
        assertThat(user.json().path("displayName").isNull()).isTrue();
        assertThat(user.json().path("roles")).isEmpty();
        assertThat(user.at("/locale")).isEqualTo("en");
    }

    @Test
    void aUserThatHasNotChangedIsNotSentAgain() {
        var person = gatehouse.somebody();
        var etag =
                gatehouse.get(person.path()).bearer(person.token()).expect(200).header("etag");
        var opaque = etag.replaceFirst("^W/", "");

        for (var tags : List.of(etag, opaque, "W/" + opaque, "\"other\", " + etag, "*")) {
            var again = gatehouse
                    .get(person.path())
                    .bearer(person.token())
                    .header("if-none-match", tags)
                    .expect(304);
            assertThat(again.header("etag")).isEqualTo(etag);
        }
        gatehouse
                .get(person.path())
                .bearer(person.token())
                .header("if-none-match", "\"other\"")
                .expect(200);
    }

    @Test
    void aUserThatHasChangedHasAnotherTag() {
        var person = gatehouse.somebodyVerified();
        var before = gatehouse.get(person.path()).bearer(person.token()).expect(200);
        gatehouse.operate("grant", person.email(), "mailer");

        var after = gatehouse
                .get(person.path())
                .bearer(person.token())
                .header("if-none-match", before.header("etag"))
                .expect(200);

        assertThat(after.header("etag")).isNotEqualTo(before.header("etag"));
        assertThat(after.json().path("roles").valueStream().map(role -> role.asString()))
                .containsExactly("mailer");
        assertThat(after.at("/updatedAt")).isGreaterThan(before.at("/updatedAt"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "1",
                "019ab2c4-5d6e-7f80-9a1b-2c3d4e5f607",
                "019ab2c4-5d6e-7f80-9a1b-2c3d4e5f6071x",
                "1-1-1-1-1",
                "..%2Fuser",
                "%00"
            })
    void anIdThatIsNoUuidIsRefused(String id) {
        var person = gatehouse.somebody();

        var answer = gatehouse.get("/api/user/" + id).bearer(person.token()).problem(400, "validation_failed");

        assertThat(answer.json().path("errors").findValuesAsString("field")).containsExactly("id");
    }

    @Test
    @Tag("ASVS-8.2.2")
    void anotherUsersRecordIsForbiddenWhetherItExistsOrNot() {
        var one = gatehouse.somebody();
        var other = gatehouse.somebody();

        var existing = gatehouse.get(other.path()).bearer(one.token()).problem(403, "forbidden");
        var missing = gatehouse.get("/api/user/" + UNKNOWN).bearer(one.token()).problem(403, "forbidden");

        assertThat(missing.at("/detail")).isEqualTo(existing.at("/detail"));
    }

    @Test
    @Tag("ASVS-8.2.1")
    void aMailerIsNoAdmin() {
        var mailer = gatehouse.somebodyWithRole("mailer");

        gatehouse.get(gatehouse.somebody().path()).bearer(mailer.token()).problem(403, "forbidden");
    }

    @Test
    @Tag("ASVS-8.2.1")
    void anAdminReadsAnybodyAndLearnsWhoIsMissing() {
        var admin = gatehouse.somebodyWithRole("admin");
        var other = gatehouse.somebody();

        assertThat(gatehouse.get(other.path()).bearer(admin.token()).expect(200).at("/email"))
                .isEqualTo(other.email());
        gatehouse.get("/api/user/" + UNKNOWN).bearer(admin.token()).problem(404, "user_not_found");
        gatehouse.get("/api/user/" + UUID.randomUUID()).bearer(admin.token()).problem(404, "user_not_found");
    }

    @Test
    @Tag("ASVS-8.3.2")
    void aRoleActsAtOnceWithoutANewLogin() {
        var person = gatehouse.somebodyVerified();
        var other = gatehouse.somebody();
        gatehouse.get(other.path()).bearer(person.token()).problem(403, "forbidden");

        gatehouse.operate("grant", person.email(), "admin");
        gatehouse.get(other.path()).bearer(person.token()).expect(200);

        gatehouse.operate("revoke", person.email(), "admin");
        gatehouse.get(other.path()).bearer(person.token()).problem(403, "forbidden");
    }

    @Test
    @Tag("ASVS-7.4.1")
    @Tag("ASVS-7.4.2")
    void disablingAnAccountEndsItsSessionsAtOnceAndForGood() {
        var person = gatehouse.somebody();
        gatehouse.get(person.path()).bearer(person.token()).expect(200);

        gatehouse.operate("disable", person.email());
        gatehouse.get(person.path()).bearer(person.token()).problem(401, "invalid_token");

        gatehouse.operate("enable", person.email());
        gatehouse.get(person.path()).bearer(person.token()).problem(401, "invalid_token");
    }
}
