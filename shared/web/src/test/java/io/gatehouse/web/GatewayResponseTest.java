package io.gatehouse.web;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.body;
import static io.gatehouse.web.testing.Gateway.event;
import static io.gatehouse.web.testing.Gateway.get;
import static io.gatehouse.web.testing.Gateway.json;
import static io.gatehouse.web.testing.Gateway.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.web.testing.LambdaContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayResponseTest {
    private static final Function<Request, Response> SMALL = _ -> Response.ok(Map.of("name", "דנה"));
    private static final Function<Request, Response> TAGGED = _ -> Response.ok(Map.of("name", "דנה"))
            .with("Cache-Control", "private, no-cache")
            .with("X-Cache", "hit")
            .withTag("\"a.1\"");

    static List<Function<Request, Response>> handlers() {
        return List.of(
                SMALL,
                TAGGED,
                _ -> Response.text("application/yaml", "a: b\n".repeat(1_000)),
                _ -> {
                    throw new Refused(Reason.FORBIDDEN);
                },
                _ -> {
                    throw new IllegalStateException();
                });
    }

    @ParameterizedTest
    @MethodSource("handlers")
    @Tag("ASVS-3.4.1")
    @Tag("ASVS-3.4.4")
    void everyAnswerHasSecurityHeadersAndTheRequestId(Function<Request, Response> handler) {
        var answer = answer(get(), handler);
        assertThat(answer.getHeaders())
                .containsEntry("x-request-id", "Uk705hRwFiAEJtg=")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Referrer-Policy", "no-referrer")
                .containsEntry("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .containsKey("Cache-Control");
        var hsts = answer.getHeaders().get("Strict-Transport-Security");
        assertThat(hsts).matches("max-age=\\d+; includeSubDomains");
        assertThat(Long.parseLong(hsts.replaceAll("\\D", "")))
                .as("at least a year")
                .isGreaterThanOrEqualTo(31_536_000);
    }

    @Test
    @Tag("ASVS-14.3.2")
    void answersAreNotCachedUnlessTheRouteSaysSo() {
        assertThat(answer(get(), SMALL).getHeaders()).containsEntry("Cache-Control", "no-store");
        assertThat(answer(get(), TAGGED).getHeaders()).containsEntry("Cache-Control", "private, no-cache");
    }

    @Test
    @Tag("ASVS-4.1.1")
    void jsonIsUtf8AndSaysSo() {
        var answer = answer(get(), SMALL);
        assertThat(answer.getHeaders()).containsEntry("Content-Type", "application/json; charset=utf-8");
        assertThat(answer.getIsBase64Encoded()).isFalse();
        assertThat(json(answer)).isEqualTo(json("{\"name\":\"דנה\"}"));
    }

    @Test
    void timesAreInUtcWithMilliseconds() {
        var answer = answer(
                get(),
                _ -> Response.ok(List.of(
                        Instant.parse("2026-11-23T21:05:27.123Z"),
                        Instant.parse("2026-11-23T21:05:27Z"),
                        Instant.parse("2026-11-23T21:05:27.100000001Z"))));
        assertThat(answer.getBody())
                .isEqualTo("[\"2026-11-23T21:05:27.123Z\",\"2026-11-23T21:05:27.000Z\",\"2026-11-23T21:05:27.100Z\"]");
    }

    @Test
    void invocationIdIsUsedWhenTheGatewayGivesNone() {
        var event = get();
        event.getRequestContext().setRequestId(null);
        assertThat(answer(event, SMALL).getHeaders())
                .containsEntry("x-request-id", new LambdaContext().getAwsRequestId());
    }

    @Test
    void bodiesAreCompressedFrom1Kib() {
        var large = "a".repeat(1_024);
        var answer = answer(get(), _ -> Response.text("text/plain", large));
        assertThat(answer.getHeaders())
                .containsEntry("Content-Encoding", "gzip")
                .containsEntry("Vary", "Accept-Encoding");
        assertThat(answer.getIsBase64Encoded()).isTrue();
        assertThat(body(answer)).isEqualTo(large);

        var small = answer(get(), _ -> Response.text("text/plain", "a".repeat(1_023)));
        assertThat(small.getHeaders()).doesNotContainKeys("Content-Encoding", "Vary");
        assertThat(small.getIsBase64Encoded()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "GZIP",
                "deflate, gzip, br",
                "br;q=1.0, gzip;q=0.8, *;q=0.1",
                "gzip;q=1",
                "gzip;q=1.000",
                "gzip; q=0.001",
                "gzip ;q=0.5",
                "identity;q=0.5,gzip"
            })
    void gzipIsUsedWhenTheClientAcceptsIt(String accepted) {
        assertThat(large(accepted).getHeaders()).containsEntry("Content-Encoding", "gzip");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "identity",
                "br",
                "x-gzip2",
                "gzipped",
                "gzip;q=0",
                "gzip;q=0.0",
                "gzip; q=0.000, br",
                "br, gzip;q=0",
                "*",
                "*;q=0"
            })
    void bodyIsPlainAndVariesWithoutGzip(String accepted) {
        var answer = large(accepted);
        assertThat(answer.getHeaders()).doesNotContainKey("Content-Encoding").containsEntry("Vary", "Accept-Encoding");
        assertThat(answer.getIsBase64Encoded()).isFalse();
        assertThat(answer.getBody()).hasSize(2_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "W/%s", "\"x\", W/%s", "\"x\",%s,\"y\"", "\"x,y\",%s", " W/%s ", "*"})
    void knownTagIsAnsweredBy304(String known) {
        var answer = answer(with(get(), "If-None-Match", known.formatted("\"a.1\"")), TAGGED);
        assertThat(answer.getStatusCode()).isEqualTo(304);
        assertThat(answer.getBody()).isEmpty();
        assertThat(answer.getHeaders())
                .containsEntry("ETag", "\"a.1\"")
                .containsEntry("Cache-Control", "private, no-cache")
                .containsEntry("X-Cache", "hit")
                .containsKey("x-request-id")
                .doesNotContainKey("Content-Type");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "\"x\"", "W/\"x\", \"y\"", "x", "\"*\""})
    void otherTagsAreAnsweredByTheBody(String known) {
        var answer = answer(with(get(), "if-none-match", known), TAGGED);
        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getBody()).isNotEmpty();
    }

    @Test
    void patchIsNeverAnsweredBy304() {
        var event = event("update-me");
        assertThat(answer(with(event, "if-none-match", "\"a.1\""), TAGGED).getStatusCode())
                .isEqualTo(200);
    }

    @Test
    void answerWithATagIsNeverCompressed() {
        Function<Request, Response> large =
                _ -> Response.text("text/plain", "a".repeat(2_000)).withTag("\"a.1\"");
        var answer = answer(with(get(), "accept-encoding", "gzip"), large);
        assertThat(answer.getBody()).hasSize(2_000);
        assertThat(answer.getHeaders()).containsEntry("ETag", "\"a.1\"").doesNotContainKeys("Content-Encoding", "Vary");
    }

    @Test
    void publicAnswerVariesByOrigin() {
        Function<Request, Response> small = _ -> Response.ok("a").with("Cache-Control", "public, max-age=600");
        Function<Request, Response> large =
                _ -> Response.ok("a".repeat(2_000)).with("Cache-Control", "public, max-age=600");
        assertThat(answer(get(), small).getHeaders()).containsEntry("Vary", "Origin");
        assertThat(answer(get(), large).getHeaders()).containsEntry("Vary", "Origin, Accept-Encoding");
        assertThat(answer(get(), SMALL).getHeaders()).doesNotContainKey("Vary");
    }

    @ParameterizedTest
    @NullSource
    @MethodSource("otherEvents")
    void otherEventsAreRefused(APIGatewayV2HTTPEvent event) {
        assertThatThrownBy(() -> answer(event, SMALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The event has no requestContext.http");
    }

    static List<APIGatewayV2HTTPEvent> otherEvents() {
        var withoutHttp = get();
        withoutHttp.getRequestContext().setHttp(null);
        return List.of(new APIGatewayV2HTTPEvent(), withoutHttp);
    }

    private static APIGatewayV2HTTPResponse large(String accepted) {
        return answer(with(get(), "accept-encoding", accepted), _ -> Response.text("text/plain", "a".repeat(2_000)));
    }
}
