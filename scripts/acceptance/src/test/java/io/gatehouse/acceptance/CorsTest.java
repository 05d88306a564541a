package io.gatehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Answer;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.OnCloud;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

@OnCloud
class CorsTest {
    private static final String ORIGIN = "https://app.example.com";

    private final Gatehouse gatehouse;

    CorsTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    void aBrowserMayAskWithABearerAndJson() {
        var preflight = gatehouse
                .call("OPTIONS", "/api/send-email")
                .header("origin", ORIGIN)
                .header("access-control-request-method", "POST")
                .header(
                        "access-control-request-headers",
                        "authorization,baggage,content-type,idempotency-key,if-match,if-none-match,traceparent,tracestate,x-request-id")
                .expect(204);

        assertThat(preflight.header("access-control-allow-origin")).isEqualTo("*");
        assertThat(list(preflight, "access-control-allow-methods")).contains("get", "post");
        assertThat(list(preflight, "access-control-allow-headers"))
                .containsExactlyInAnyOrder(
                        "authorization",
                        "content-type",
                        "idempotency-key",
                        "if-match",
                        "if-none-match",
                        "x-request-id",
                        "traceparent",
                        "tracestate",
                        "baggage");
    }

    @Test
    void aBrowserMayReadTheHeadersThatClientsNeed() {
        var answer = gatehouse.get("/api/health").header("origin", ORIGIN).expect(200);

        assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
        assertThat(list(answer, "access-control-expose-headers"))
                .containsExactlyInAnyOrder(
                        "x-request-id",
                        "etag",
                        "location",
                        "retry-after",
                        "ratelimit",
                        "ratelimit-policy",
                        "idempotency-replayed",
                        "x-cache");
    }

    @Test
    void cachesKeepAPublicAnswerForEachOrigin() {
        for (var path : List.of("/.well-known/jwks.json", "/.well-known/openid-configuration", "/problems/internal")) {
            assertThat(gatehouse.get(path).header("origin", ORIGIN).expect(200).header("vary"))
                    .startsWith("Origin");
            assertThat(gatehouse.get(path).expect(200).header("vary")).startsWith("Origin");
        }
    }

    @Test
    void aBrowserMayReadErrorsToo() {
        var answer =
                gatehouse.post("/api/login").header("origin", ORIGIN).json("{}").problem(400, "validation_failed");

        assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
    }

    @Test
    void noCookiesAreEverAllowed() {
        var answer = gatehouse.get("/api/health").header("origin", ORIGIN).expect(200);

        assertThat(answer.headers().firstValue("access-control-allow-credentials"))
                .isEmpty();
        assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
    }

    private static String[] list(Answer answer, String header) {
        return Arrays.stream(answer.header(header).toLowerCase(Locale.ROOT).split("\\s*,\\s*"))
                .toArray(String[]::new);
    }
}
