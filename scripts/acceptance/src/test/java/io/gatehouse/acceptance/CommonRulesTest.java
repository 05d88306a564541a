package io.gatehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Answer;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.OnCloud;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What CONTRACT.md asks of every route. That each answer has all headers is checked with each answer of the suite. */
@OnCloud
class CommonRulesTest {
    private final Gatehouse gatehouse;

    CommonRulesTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    @Tag("ASVS-3.4.1")
    @Tag("ASVS-3.4.4")
    @Tag("ASVS-14.3.2")
    void errorsCarryTheSecurityHeadersToo() {
        var answers = List.of(
                gatehouse.post("/api/register").json("{").problem(400, "invalid_json"),
                gatehouse.get("/api/user/none").problem(401, "missing_token"),
                gatehouse.post("/api/login").body("{}").problem(415, "unsupported_media_type"));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.header("strict-transport-security")).startsWith("max-age=");
            assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
            assertThat(answer.header("cache-control")).isEqualTo("no-store");
        });
    }

    @Test
    @Tag("ASVS-4.1.1")
    void everyBodySaysWhatItIs() {
        assertThat(gatehouse.get("/api/health").expect(200).header("content-type"))
                .startsWith("application/json");
        assertThat(gatehouse.get("/api/openapi.yaml").expect(200).header("content-type"))
                .startsWith("application/yaml");
    }

    @Test
    void everyRequestHasItsOwnId() {
        var ids = List.of(requestId(), requestId(), requestId());

        assertThat(ids).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @Tag("ASVS-4.1.4")
    @CsvSource({
        "GET, /",
        "GET, /api",
        "GET, /api/nothing",
        "GET, /api/health/",
        "POST, /api/health",
        "GET, /api/register",
        "PUT, /api/login",
        "DELETE, /api/user/019ab2c4-5d6e-7f80-9a1b-2c3d4e5f6071",
        "GET, /api/user/a/b",
        "PUT, /api/me"
    })
    void anUnknownPathOrMethodIsApiGatewaysNotFound(String method, String path) {
        var answer = gatehouse.call(method, path).expect(404);

        assertThat(answer.text()).isEqualTo("{\"message\":\"Not Found\"}");
        assertThat(answer.header("content-type")).isEqualTo("application/json");
    }

    @Test
    void aHeaderWithOneValueIsNotSentTwice() {
        gatehouse
                .register(Gatehouse.freshAddress(), Gatehouse.PASSWORD)
                .key("first")
                .key("second")
                .problem(400, "invalid_header");
        gatehouse.get("/api/me").bearer("a").bearer("b").problem(400, "invalid_header");
        gatehouse.post("/api/login").json("{}").json("{}").problem(400, "invalid_header");
    }

    @Test
    void theTypeOfAProblemLeadsToItsDocumentation() {
        var type = URI.create(
                gatehouse.get("/api/me").problem(401, "missing_token").at("/type"));

        assertThat(type.isAbsolute()).isTrue();
        assertThat(gatehouse.get(type.getPath()).expect(200).text()).contains("<h1>An access token is needed</h1>");
        gatehouse.get("/problems/nothing").problem(404, "not_found");
    }

    @Test
    void anAnswerWithATagIsNeverZipped() {
        var person = gatehouse.somebody();

        var answer = gatehouse
                .get("/api/me")
                .bearer(person.token())
                .header("accept-encoding", "gzip")
                .expect(200);

        assertThat(answer.isGzipped()).isFalse();
        assertThat(answer.header("etag")).matches("\"[^\"]+\"");
    }

    @Test
    void aLongAnswerIsZippedForAClientThatAcceptsIt() {
        var zipped = gatehouse
                .get("/api/openapi.yaml")
                .header("accept-encoding", "br, gzip")
                .expect(200);

        assertThat(zipped.isGzipped()).isTrue();
        assertThat(varies(zipped)).isTrue();
        assertThat(zipped.body()).hasSizeLessThan(zipped.text().length() / 2);
    }

    @Test
    void aLongAnswerIsPlainForAClientThatRefusesGzip() {
        for (var encoding : List.of("identity", "gzip;q=0")) {
            var plain = gatehouse
                    .get("/api/openapi.yaml")
                    .header("accept-encoding", encoding)
                    .expect(200);

            assertThat(plain.isGzipped()).as(encoding).isFalse();
            assertThat(varies(plain)).as(encoding).isTrue();
        }
    }

    @Test
    void aShortAnswerIsNotWorthZipping() {
        var answer =
                gatehouse.get("/api/health").header("accept-encoding", "gzip").expect(200);

        assertThat(answer.isGzipped()).isFalse();
    }

    private String requestId() {
        return gatehouse.get("/api/health").expect(200).header("x-request-id");
    }

    private static boolean varies(Answer answer) {
        return answer.header("vary").toLowerCase(Locale.ROOT).contains("accept-encoding");
    }
}
