package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.PASSWORD;
import static io.gatehouse.acceptance.harness.Gatehouse.freshAddress;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Answer;
import io.gatehouse.acceptance.harness.Call;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.Gatehouse.Person;
import io.gatehouse.acceptance.harness.OnCloud;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users read and change of their own account. */
@OnCloud
class MeTest {
    private final Gatehouse gatehouse;
    private Person person;

    MeTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @BeforeEach
    void logIn() {
        person = gatehouse.somebody();
    }

    @Test
    void aNewUserIsReadFromTheCacheAtOnce() {
        var email = freshAddress();
        gatehouse.register(email, PASSWORD).expect(201);
        var token = gatehouse.login(email, PASSWORD).expect(200).at("/token");

        var me = gatehouse.get("/api/me").bearer(token).expect(200);

        assertThat(me.at("/email")).isEqualTo(email);
        assertThat(me.header("x-cache")).isEqualTo("hit");
    }

    @Test
    void itIsTheSameRecordAsByItsIdWithTheSameTag() {
        var byId = gatehouse.get(person.path()).bearer(person.token()).expect(200);

        assertThat(me().json()).isEqualTo(byId.json());
        assertThat(me().header("etag")).isEqualTo(byId.header("etag"));
        gatehouse
                .get("/api/me")
                .bearer(person.token())
                .header("if-none-match", byId.header("etag"))
                .expect(304);
    }

    @Test
    void nameAndLanguageChangeEachForItself() {
        var named = patch("{\"displayName\":\"דנה 🏮\"}").expect(200);
        assertThat(named.at("/displayName")).isEqualTo("דנה 🏮");
        assertThat(named.at("/locale")).isEqualTo("en");

        var translated = patch("{\"locale\":\"HE-il\"}").expect(200);
        assertThat(translated.at("/displayName")).isEqualTo("דנה 🏮");
        assertThat(translated.at("/locale")).isEqualTo("he-IL");
        assertThat(translated.at("/updatedAt")).isGreaterThan(translated.at("/createdAt"));

        var cleared = patch("{\"displayName\":null}").expect(200);
        assertThat(cleared.json().path("displayName").isNull()).isTrue();
        assertThat(cleared.at("/locale")).isEqualTo("he-IL");
    }

    @Test
    void theAnswerIsWhatIsReadFromNowOn() {
        var before = me();

        var patched = patch("{\"displayName\":\"Ada\"}").expect(200);

        assertThat(patched.header("x-cache")).isEqualTo("miss");
        assertThat(patched.header("etag")).isNotEqualTo(before.header("etag"));
        assertThat(me().json()).isEqualTo(patched.json());
        assertThat(me().header("etag")).isEqualTo(patched.header("etag"));
    }

    @Test
    void whoChangesSomethingHearsWhatBecameOfItWhateverTheyHave() {
        patch("{}").header("if-none-match", me().header("etag")).expect(200);
    }

    @Test
    void nothingGivenChangesNothing() {
        var before = me();

        assertThat(patch("{}").expect(200).json()).isEqualTo(before.json());
        assertThat(gatehouse
                        .call("PATCH", "/api/me")
                        .bearer(person.token())
                        .expect(200)
                        .json())
                .isEqualTo(before.json());
        assertThat(me().header("etag")).isEqualTo(before.header("etag"));
    }

    @Test
    void aChangeOfAnotherVersionIsRefused() {
        var seen = me().header("etag");
        var patched =
                patch("{\"displayName\":\"Ada\"}").header("if-match", seen).expect(200);

        patch("{\"displayName\":\"Eve\"}").header("if-match", seen).problem(412, "precondition_failed");
        assertThat(me().at("/displayName")).isEqualTo("Ada");
        patch("{\"displayName\":\"Ada L.\"}")
                .header("if-match", "\"other\"")
                .header("if-match", patched.header("etag"))
                .expect(200);
    }

    @Test
    void aMergePatchIsTakenByItsOwnTypeAndTheTypesAreNamed() {
        var call = gatehouse.call("PATCH", "/api/me").bearer(person.token()).body("{\"locale\":\"he\"}");
        assertThat(call.header("content-type", "application/merge-patch+json")
                        .expect(200)
                        .at("/locale"))
                .isEqualTo("he");

        var refused = gatehouse
                .call("PATCH", "/api/me")
                .bearer(person.token())
                .body("{}")
                .problem(415, "unsupported_media_type");
        assertThat(refused.header("accept-patch")).contains("application/merge-patch+json");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'{\"displayName\":\"\"}', displayName, wrong_length",
                "'{\"displayName\":\" \"}', displayName, blank",
                "'{\"displayName\":\"Ada\\n\"}', displayName, control_character",
                "'{\"displayName\":1}', displayName, wrong_type",
                "'{\"locale\":null}', locale, wrong_type",
                "'{\"locale\":\"english!\"}', locale, invalid_locale",
                "'{\"Locale\":\"en\"}', Locale, unknown"
            })
    void whatIsWrongIsNamed(String body, String field, String code) {
        var problem = patch(body).problem(400, "validation_failed");

        assertThat(problem.at("/errors/0/field")).isEqualTo(field);
        assertThat(problem.at("/errors/0/code")).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"roles", "email", "emailVerified", "id", "status", "password", "epoch"})
    @Tag("ASVS-8.2.3")
    @Tag("ASVS-15.3.3")
    void nothingElseOfTheRecordIsTheUsersToChange(String field) {
        var before = me();

        var problem =
                patch("{\"displayName\":\"Ada\",\"" + field + "\":\"admin\"}").problem(400, "validation_failed");

        assertThat(problem.at("/errors/0/field")).isEqualTo(field);
        assertThat(me().json()).isEqualTo(before.json());
    }

    @Test
    void withoutATokenThereIsNobodyToBe() {
        gatehouse.get("/api/me").problem(401, "missing_token");
        gatehouse.call("PATCH", "/api/me").json("{}").problem(401, "missing_token");
    }

    private Answer me() {
        return gatehouse.get("/api/me").bearer(person.token()).expect(200);
    }

    private Call patch(String body) {
        return gatehouse.call("PATCH", "/api/me").bearer(person.token()).json(body);
    }
}
