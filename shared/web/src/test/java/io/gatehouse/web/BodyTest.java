package io.gatehouse.web;

import static io.gatehouse.web.testing.Gateway.code;
import static io.gatehouse.web.testing.Gateway.event;
import static io.gatehouse.web.testing.Gateway.post;
import static io.gatehouse.web.testing.Gateway.read;
import static io.gatehouse.web.testing.Gateway.with;
import static io.gatehouse.web.testing.Gateway.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of the one parser that reads what clients send. */
class BodyTest {
    private static final int KIB_16 = 16 * 1024;

    @Test
    void bodyHasAtMost16Kib() {
        assertRead(post(bodyOf(KIB_16, "x")));
        assertRefused(413, "body_too_large", post(bodyOf(KIB_16 + 1, "x")));
    }

    @Test
    void sizeIsCountedInBytes() {
        assertRead(post(bodyOf(KIB_16, "ש")));
        assertRefused(413, "body_too_large", post(bodyOf(KIB_16 + 2, "ש")));
    }

    @Test
    void base64BodyIsMeasuredAfterDecoding() {
        assertRead(base64(bodyOf(KIB_16, "x").getBytes(StandardCharsets.UTF_8)));
        assertRefused(413, "body_too_large", base64(bodyOf(KIB_16 + 1, "x").getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void malformedBase64IsInvalid() {
        var event = post("{\"text\":\"plain\"}");
        event.setIsBase64Encoded(true);
        assertRefused(400, "invalid_json", event);
    }

    @Test
    void bodyNestsAtMost16Levels() {
        assertThat(code(read(post(nested(16)), BodyTest::text))).isEqualTo("validation_failed");
        assertRefused(400, "invalid_json", post(nested(17)));
        assertRefused(400, "invalid_json", post(nested(8_000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "{}}",
                "{} {}",
                "{} x",
                "{\"text\":\"a\"} true",
                "{\"text\":\"a\",}",
                "{\"text\":\"a\" \"b\":1}",
                "{text:\"a\"}",
                "{'text':'a'}",
                "{\"text\":\"a\nb\"}",
                "{\"text\":\"\\x\"}",
                "{\"text\":NaN}",
                "{\"half a pair: \\ud83c\":1}",
                "{\"other\":{\"\\udfee\":1}}",
                "{\"text\":01}",
                "{\"text\":+1}",
                "{\"text\":/* a */1}",
                "// a\n{}",
                "\ufeff{}",
                "email=ada%40example.com",
                " ",
                "\u0000"
            })
    void malformedJsonIsInvalid(String body) {
        assertRefused(400, "invalid_json", post(body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":\"a\",\"text\":\"a\"}",
                "{\"text\":\"a\",\"\\u0074ext\":\"b\"}",
                "{\"other\":{\"a\":1,\"a\":2}}",
                "{\"other\":[{\"a\":1,\"b\":2,\"c\":3,\"a\":4}]}"
            })
    void duplicateNamesAreInvalidAtAnyDepth(String body) {
        assertRefused(400, "invalid_json", post(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-1", "1.", "1e"})
    void numbersCanBeAsLongAsTheBody(String beginning) {
        var body = "{\"other\":%s%s}".formatted(beginning, "1".repeat(KIB_16 - beginning.length() - 10));
        assertRefused(400, "validation_failed", post(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "1", "\"text\"", "[]", "[{}]"})
    void otherValuesThanObjectsAreInvalid(String body) {
        assertRefused(400, "invalid_json", post(body));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "")
    void absentBodyIsInvalid(String body) {
        assertRefused(400, "invalid_json", post(body));
        assertRefused(400, "invalid_json", with(post(body), "content-type", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7b2274657874223a22ff227d", // never in UTF-8
                "7b2274657874223a22c0af227d", // an overlong slash
                "7b2274657874223a22eda080227d", // half of a surrogate pair
                "7b2274657874223a22f4908080227d", // beyond U+10FFFF
                "7b2274657874223a22d7", // cut within a character
                "fffe7b007d00", // UTF-16
                "efbbbf7b7d" // a byte order mark
            })
    void badUtf8IsInvalid(String hex) {
        assertRefused(400, "invalid_json", base64(HexFormat.of().parseHex(hex)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json; charset=utf-8",
                "application/json;charset=UTF-8",
                "application/json ; charset=\"utf-8\"",
                " application/json ",
                "application/json;",
                "application/json; charset=utf-8; x=y",
                "application/json; charset=utf8",
                "application/json; charset=UTF8",
                "application/json; charset=\"UTF8\"",
                "application/json; charset = utf-8",
                "application/json; charset=us-ascii",
                "application/json; charset=ASCII",
                "application/json; charset=utf-8; charset=us-ascii",
                "application/json; x=\"; charset=utf-16\"",
                "application/json; x=\"y\"; Charset=UTF-8;",
                "application/json; charsets=utf-16"
            })
    void jsonIsReadByEachSpellingOfItsType(String type) {
        assertRead(with(post("{}"), "content-type", type));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "text/plain",
                "text/json",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/jsonp",
                "application/json; charset=iso-8859-1",
                "application/json; charset=utf-16",
                "application/json; charset=utf-8; charset=utf-16",
                "application/json; x=y; charset=",
                "application/json; charset=\"\"",
                "application/json; charset=\"utf-8",
                "application/json; charset=utf-7",
                "application/json; charset=no such",
                "application/merge-patch+json",
                ";",
                "text/plain; x=application/json"
            })
    void otherTypesAreNotSupported(String type) {
        assertRefused(415, "unsupported_media_type", with(post("{}"), "content-type", type));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/merge-patch+json",
                "Application/Merge-Patch+JSON; charset=utf8",
            })
    void patchTakesAMergePatchToo(String type) {
        assertRead(with(patch(), "content-type", type));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"application/json-patch+json", "application/merge-patch+json; charset=utf-16"})
    void patchSaysWhichTypesItTakes(String type) {
        var answer = read(with(patch(), "content-type", type), BodyTest::text);
        assertThat(code(answer)).isEqualTo("unsupported_media_type");
        assertThat(answer.getHeaders())
                .containsEntry("Accept-Patch", "application/merge-patch+json, application/json")
                .doesNotContainKey("Accept-Encoding");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "identity", "Identity", "identity, identity"})
    void bodyIsReadAsItIs(String encoding) {
        assertRead(with(post("{}"), "content-encoding", encoding));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "identity, gzip", "x"})
    void encodedBodyIsNotSupported(String encoding) {
        var answer = read(with(post("{}"), "content-encoding", encoding), BodyTest::text);
        assertThat(code(answer)).isEqualTo("unsupported_media_type");
        assertThat(answer.getHeaders())
                .containsEntry("Accept-Encoding", "identity")
                .doesNotContainKey("Accept-Patch");
    }

    @Test
    void longTypesAreReadToo() {
        assertRead(with(post("{}"), "content-type", "application/json" + "; a=\"b\"".repeat(1_200)));
        assertRead(with(post("{}"), "content-type", "application/json; a=\"" + "\\b".repeat(5_000) + "\""));
        assertRefused(415, "unsupported_media_type", with(post("{}"), "content-type", " ".repeat(10_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-type", "Content-Type", "CONTENT-TYPE"})
    void headerNamesHaveNoCase(String name) {
        assertRead(with(with(post("{}"), "content-type", null), name, "application/json"));
    }

    @Test
    void typeIsCheckedBeforeSizeAndSizeBeforeText() {
        var tooLarge = "x".repeat(KIB_16 + 1);
        assertRefused(415, "unsupported_media_type", with(post(tooLarge), "content-type", "text/plain"));
        assertRefused(413, "body_too_large", post(tooLarge));
    }

    private static void assertRead(APIGatewayV2HTTPEvent event) {
        var answer = read(event, BodyTest::text);
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(200);
    }

    private static void assertRefused(int status, String code, APIGatewayV2HTTPEvent event) {
        APIGatewayV2HTTPResponse answer = read(event, BodyTest::text);
        assertThat(code(answer)).isEqualTo(code);
        assertThat(answer.getStatusCode()).isEqualTo(status);
    }

    private static String text(Fields fields) {
        return fields.optional("text", String::strip);
    }

    private static APIGatewayV2HTTPEvent patch() {
        return withBody(event("update-me"), "{}");
    }

    private static APIGatewayV2HTTPEvent base64(byte[] body) {
        var event = post(Base64.getEncoder().encodeToString(body));
        event.setIsBase64Encoded(true);
        return event;
    }

    /** A body of so many bytes, filled with a character. */
    private static String bodyOf(int bytes, String character) {
        var frame = "{\"text\":\"\"}".length();
        var width = character.getBytes(StandardCharsets.UTF_8).length;
        var padding = (bytes - frame) % width;
        return "{\"text\":\"" + character.repeat((bytes - frame) / width) + "\"}" + " ".repeat(padding);
    }

    private static String nested(int depth) {
        return "{\"other\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
    }
}
