package io.gatehouse.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.OnCloud;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every limit of the parser of bodies, on both of its sides. */
@OnCloud
class RequestBodyTest {
    private static final int MAX_BYTES = 16 * 1024;
    private static final int MAX_DEPTH = 16;

    private final Gatehouse gatehouse;

    RequestBodyTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"email\":}",
                "{\"email\":\"a@example.com\",}",
                "{'email':'a@example.com'}",
                "{email:\"a@example.com\"}",
                "{\"email\":\"a@example.com\"} trailing",
                "{\"email\":\"a@example.com\"}{}",
                "{\"email\":\"a@example.com\",\"email\":\"b@example.com\"}",
                "{\"email\":\"tab\there\"}",
                "{\"password\":01}",
                "{\"password\":NaN}",
                "/* a comment */{}",
                "[]",
                "\"text\"",
                "42",
                "null",
                "true"
            })
    void whatIsNoJsonObjectIsRefused(String body) {
        gatehouse.post("/api/login").json(body).problem(400, "invalid_json");
    }

    @Test
    void badUtf8IsRefused() {
        login("{\"email\":\"\u00ff@example.com\"}".getBytes(ISO_8859_1));
        login("{\"email\":\"\u00c0\u00ae@example.com\"}".getBytes(ISO_8859_1));
        login("{\"email\":\"\u00ed\u00a0\u0080@example.com\"}".getBytes(ISO_8859_1));
    }

    @Test
    void aBodyMayHave16KiBAndNoByteMore() {
        gatehouse.post("/api/login").json(padded(MAX_BYTES)).problem(401, "invalid_credentials");
        gatehouse.post("/api/login").json(padded(MAX_BYTES + 1)).problem(413, "body_too_large");
    }

    @Test
    void theSizeIsCountedInBytes() {
        var emoji = "\uD83D\uDE00".repeat(MAX_BYTES / 4);

        gatehouse.post("/api/login").json("{\"email\":\"" + emoji + "\"}").problem(413, "body_too_large");
    }

    @Test
    void aBodyMayNest16DeepAndNoDeeper() {
        gatehouse.post("/api/login").json(nested(MAX_DEPTH)).problem(400, "validation_failed");
        gatehouse.post("/api/login").json(nested(MAX_DEPTH + 1)).problem(400, "invalid_json");
    }

    @Test
    void anAbsentBodyIsNoJson() {
        gatehouse.post("/api/login").header("content-type", "application/json").problem(400, "invalid_json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "application/json;charset=UTF-8",
                "application/json; charset=utf8",
                "application/json; charset=\"utf-8\"",
                "application/json; charset=us-ascii",
                "Application/JSON"
            })
    void jsonIsAcceptedByItsMediaType(String contentType) {
        gatehouse
                .post("/api/login")
                .header("content-type", contentType)
                .body("{}")
                .problem(400, "validation_failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/jsonp",
                "application/json5",
                "application/vnd.api+json",
                "application/merge-patch+json",
                "application/json; charset=utf-16",
                "json"
            })
    void anyOtherMediaTypeIsRefused(String contentType) {
        gatehouse
                .post("/api/login")
                .header("content-type", contentType)
                .body("{}")
                .problem(415, "unsupported_media_type");
    }

    @Test
    void aBodyWithoutAMediaTypeIsRefused() {
        gatehouse.post("/api/login").body("{}").problem(415, "unsupported_media_type");
    }

    @Test
    void nullInAnOptionalFieldIsTheSameAsNoField() {
        gatehouse
                .post("/api/register")
                .json("{\"email\":\"" + Gatehouse.freshAddress() + "\",\"password\":\"" + Gatehouse.PASSWORD
                        + "\",\"locale\":null}")
                .expect(201);
    }

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        var answer = gatehouse
                .post("/api/register")
                .json("{\"email\":42,\"locale\":\"???\",\"colour\":\"red\"}")
                .problem(400, "validation_failed");

        assertThat(answer.json().path("errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("email", "password", "locale", "colour");
    }

    @Test
    void aFieldOfAnotherTypeIsNeverConverted() {
        for (var value : List.of("42", "true", "[]", "{}", "null")) {
            var answer = gatehouse
                    .post("/api/login")
                    .json("{\"email\":\"a@example.com\",\"password\":" + value + "}")
                    .problem(400, "validation_failed");

            assertThat(answer.json().path("errors").findValuesAsString("field")).containsExactly("password");
        }
    }

    @Test
    @Tag("ASVS-15.3.3")
    void nobodyRegistersWithARole() {
        var answer = gatehouse
                .post("/api/register")
                .json(Map.of(
                        "email", Gatehouse.freshAddress(), "password", Gatehouse.PASSWORD, "roles", List.of("admin")))
                .problem(400, "validation_failed");

        assertThat(answer.json().path("errors").findValuesAsString("field")).containsExactly("roles");
    }

    private void login(byte[] body) {
        gatehouse
                .post("/api/login")
                .header("content-type", "application/json")
                .body(body)
                .problem(400, "invalid_json");
    }

    /** Valid credentials of nobody, with white space up to this size. */
    private static String padded(int bytes) {
        var body = "{\"email\":\"nobody@example.com\",\"password\":\"" + Gatehouse.PASSWORD + "\"}";
        return body + " ".repeat(bytes - body.length());
    }

    /** An object with arrays in it, this deep in all. */
    private static String nested(int depth) {
        return "{\"email\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
    }
}
