package io.gatehouse.web;

import static io.gatehouse.web.testing.Gateway.code;
import static io.gatehouse.web.testing.Gateway.errors;
import static io.gatehouse.web.testing.Gateway.json;
import static io.gatehouse.web.testing.Gateway.post;
import static io.gatehouse.web.testing.Gateway.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.basics.Patch;
import io.gatehouse.domain.errors.InvalidValue;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    @Test
    void fieldsAreReadByName() {
        assertThat(value("{\"name\":\"דנה 🏮\"}", fields -> fields.required("name", FieldsTest::plain)))
                .isEqualTo("דנה 🏮");
        assertThat(value("{\"name\":\"\"}", fields -> fields.required("name", FieldsTest::plain)))
                .isEqualTo("");
        assertThat(value("{\"name\":\"Dana\"}", fields -> fields.optional("name", String::length)))
                .isEqualTo(4);
        assertThat(value("{}", fields -> fields.optional("name", FieldsTest::plain)))
                .isNull();
    }

    @Test
    void missingFieldIsReportedOnce() {
        assertErrors("{}", fields -> fields.required("name", FieldsTest::plain), "name required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "1", "1.5", "[]", "[\"a\"]", "{}"})
    void fieldThatIsNotAStringHasTheWrongType(String value) {
        assertErrors(
                "{\"name\":" + value + "}", fields -> fields.required("name", FieldsTest::plain), "name wrong_type");
        assertErrors(
                "{\"name\":" + value + "}", fields -> fields.replacement("name", FieldsTest::plain), "name wrong_type");
        if (!value.equals("null")) {
            assertErrors(
                    "{\"name\":" + value + "}",
                    fields -> fields.optional("name", FieldsTest::plain),
                    "name wrong_type");
        }
    }

    @Test
    void nullInAnOptionalFieldIsTheSameAsNoField() {
        assertThat(value("{\"name\":null}", fields -> fields.optional("name", FieldsTest::plain)))
                .isNull();
        assertThat(value("{\"to\":null,\"userId\":\"b\"}", FieldsTest::either)).isEqualTo("user b");
        assertErrors("{\"to\":null,\"userId\":null}", FieldsTest::either, "to required");
        assertThat(value("{\"variables\":null}", FieldsTest::variables)).isEqualTo(Map.of());
        assertErrors("{\"other\":null}", FieldsTest::either, "other unknown", "to required");
    }

    @Test
    void patchDistinguishesAbsentFromNull() {
        assertThat(value("{}", fields -> fields.patch("name", FieldsTest::plain)))
                .isEqualTo(new Patch<String>(false, null));
        assertThat(value("{\"name\":null}", fields -> fields.patch("name", FieldsTest::plain)))
                .isEqualTo(new Patch<String>(true, null));
        assertThat(value("{\"name\":\"Dana\"}", fields -> fields.patch("name", String::length)))
                .isEqualTo(new Patch<>(true, 4));
        assertErrors("{\"name\":[]}", fields -> fields.patch("name", FieldsTest::plain), "name wrong_type");
        assertErrors("{\"name\":\"x\"}", fields -> fields.patch("name", FieldsTest::picky), "name too_plain");
    }

    @Test
    @Tag("ASVS-15.3.3")
    void unknownFieldsAreErrors() {
        assertErrors(
                "{\"name\":\"Dana\",\"role\":\"admin\",\"Name\":\"x\"}",
                fields -> fields.required("name", FieldsTest::plain),
                "Name unknown",
                "role unknown");
    }

    @Test
    void allErrorsAreReportedTogether() {
        assertErrors(
                "{\"colour\":\"grey\",\"age\":7,\"extra\":{},\"variables\":[]}",
                fields -> {
                    fields.required("name", FieldsTest::plain);
                    fields.optional("age", FieldsTest::plain);
                    fields.object("variables", Fields::texts);
                    return fields.required("colour", FieldsTest::picky);
                },
                "age wrong_type",
                "colour too_plain",
                "extra unknown",
                "name required",
                "variables wrong_type");
    }

    @Test
    void errorHasTheParsersCodeAndMessage() {
        var answer = read(post("{\"colour\":\"grey\"}"), fields -> fields.required("colour", FieldsTest::picky));
        assertThat(json(answer).path("errors"))
                .hasToString(
                        "[{\"field\":\"colour\",\"code\":\"too_plain\",\"message\":\"The field needs more colour.\"}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000b", "\\ud83c", "\\udfee", "\\udfee\\ud83c", "a\\ud83c b", "\\ud83c\\ud83c\\udfee"})
    void textThatCannotBeStoredIsInvalid(String text) {
        assertErrors(
                "{\"name\":\"" + text + "\"}",
                fields -> fields.required("name", FieldsTest::plain),
                "name invalid_text");
        assertErrors(
                "{\"variables\":{\"a\":\"" + text + "\"}}",
                fields -> fields.object("variables", Fields::texts),
                "variables.a invalid_text");
    }

    @Test
    void escapedSurrogatePairIsACharacter() {
        assertThat(value("{\"name\":\"\\ud83c\\udfee\"}", fields -> fields.required("name", FieldsTest::plain)))
                .isEqualTo("🏮");
    }

    @Test
    void exactlyOneOfTwoFieldsIsRead() {
        assertThat(value("{\"to\":\"a\"}", FieldsTest::either)).isEqualTo("to a");
        assertThat(value("{\"userId\":\"b\"}", FieldsTest::either)).isEqualTo("user b");
    }

    @Test
    void bothOrNeitherOfTwoFieldsIsAnError() {
        assertErrors("{}", FieldsTest::either, "to required");
        assertErrors("{\"to\":\"a\",\"userId\":\"b\"}", FieldsTest::either, "userId conflicting");
        assertErrors("{\"userId\":7}", FieldsTest::either, "userId wrong_type");
    }

    @Test
    void objectOfTextsIsReadAndEmptyWhenAbsent() {
        assertThat(value("{\"variables\":{\"a\":\"1\",\"b\":\"\"}}", FieldsTest::variables))
                .isEqualTo(Map.of("a", "1", "b", ""));
        assertThat(value("{\"variables\":{}}", FieldsTest::variables)).isEqualTo(Map.of());
        assertThat(value("{}", FieldsTest::variables)).isEqualTo(Map.of());
    }

    @Test
    void objectOfTextsReportsEachOtherValue() {
        assertErrors(
                "{\"variables\":{\"a\":1,\"b\":null,\"c\":\"fine\",\"d\":{}}}",
                FieldsTest::variables,
                "variables.a wrong_type",
                "variables.b wrong_type",
                "variables.d wrong_type");
        assertErrors("{\"variables\":[]}", FieldsTest::variables, "variables wrong_type");
        assertErrors("{\"variables\":\"a\"}", FieldsTest::variables, "variables wrong_type");
    }

    @Test
    void errorsInAnInnerObjectAreReportedWithTheRest() {
        Function<Fields, String> reader = fields -> {
            fields.object("inner", inner -> {
                inner.required("name", FieldsTest::plain);
                return inner.required("colour", FieldsTest::picky);
            });
            return fields.required("colour", FieldsTest::picky);
        };
        assertErrors(
                "{\"colour\":\"grey\",\"inner\":{\"colour\":\"grey\",\"extra\":\"x\"}}",
                reader,
                "colour too_plain",
                "inner.colour too_plain",
                "inner.extra unknown",
                "inner.name required");
        assertErrors(
                "{\"colour\":\"grey\"}", reader, "colour too_plain", "inner.colour required", "inner.name required");
    }

    @Test
    @Tag("ASVS-16.2.5")
    void errorsDoNotRepeatValues() {
        var answer = read(post("{\"name\":\"canary\",\"extra\":\"canary\",\"age\":[\"canary\"]}"), fields -> {
            fields.optional("age", FieldsTest::plain);
            return fields.required("name", FieldsTest::picky);
        });
        assertThat(code(answer)).isEqualTo("validation_failed");
        assertThat(answer.getBody()).doesNotContain("canary");
    }

    private static String plain(String text) {
        return text;
    }

    private static String picky(String text) {
        throw new InvalidValue("too_plain", "The field needs more colour.");
    }

    private static Map<String, String> variables(Fields fields) {
        return fields.object("variables", Fields::texts);
    }

    private static String either(Fields fields) {
        return fields.exactlyOne("to", text -> "to " + text, "userId", text -> "user " + text);
    }

    private static Object value(String body, Function<Fields, ?> reader) {
        var value = new AtomicReference<Object>();
        var answer = read(post(body), fields -> {
            value.set(reader.apply(fields));
            return fields;
        });
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(200);
        return value.get();
    }

    private static void assertErrors(String body, Function<Fields, ?> reader, String... expected) {
        var answer = read(post(body), reader);
        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(errors(answer)).containsExactlyInAnyOrder(expected);
    }
}
