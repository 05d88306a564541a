package io.gatehouse.web;

import static io.gatehouse.web.testing.Gateway.code;
import static io.gatehouse.web.testing.Gateway.get;
import static io.gatehouse.web.testing.Gateway.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.session.Visitor;
import io.gatehouse.domain.sessions.SignOut.Scope;
import io.gatehouse.domain.testing.InMemoryPorts;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.web.testing.Gateway;
import io.gatehouse.web.testing.TestApi;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
    private final TestApi gatehouse = new TestApi(TestRules.UNLIMITED.requests(3, 2));
    private final Caller ada = gatehouse.signUp();
    private final String token = gatehouse.tokenOf(ada);

    @Test
    @Tag("RFC-6585")
    void addressCanUseItsQuotaAtOnce() {
        var headers = open(Gateway.from("203.0.113.17")).getHeaders();
        assertThat(headers)
                .containsEntry("RateLimit-Policy", "\"default\";q=3;w=900")
                .containsEntry("RateLimit", "\"default\";r=2;t=300")
                .doesNotContainKey("Retry-After");
        open(Gateway.from("203.0.113.17"));
        assertThat(open(Gateway.from("203.0.113.17")).getHeaders()).containsEntry("RateLimit", "\"default\";r=0;t=900");

        var refused = open(Gateway.from("203.0.113.17"));
        assertThat(code(refused)).isEqualTo("rate_limited");
        assertThat(refused.getStatusCode()).isEqualTo(429);
        assertThat(refused.getHeaders())
                .containsEntry("RateLimit-Policy", "\"default\";q=3;w=900")
                .containsEntry("RateLimit", "\"default\";r=0;t=900")
                .containsEntry("Retry-After", "300");
    }

    @Test
    void requestSucceedsAfterRetryAfter() {
        exhaust("203.0.113.17");
        gatehouse.clock().advance(Duration.ofMillis(200_700));
        assertThat(open(Gateway.from("203.0.113.17")).getHeaders())
                .as("99.3 seconds, rounded up")
                .containsEntry("Retry-After", "100");
        gatehouse.clock().advance(Duration.ofSeconds(100));
        assertThat(open(Gateway.from("203.0.113.17")).getStatusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.17, 203.0.113.17, true",
        "203.0.113.17, ::ffff:203.0.113.17, true",
        "203.0.113.17, 203.0.113.18, false",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff:ffff:ffff:ffff, true",
        "2001:db8:1:2::1, 2001:0DB8:0001:0002::1, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "::ffff:203.0.113.17, ::ffff:203.0.113.18, false",
        "unknown, unknown, true"
    })
    @Tag("ASVS-2.4.1")
    void ipv4AddressAndIpv6NetworkHaveOneLimit(String one, String other, boolean shared) {
        exhaust(one);
        assertThat(open(Gateway.from(other)).getStatusCode()).isEqualTo(shared ? 429 : 200);
    }

    @Test
    @Tag("ASVS-4.1.3")
    void forwardedForDoesNotChangeTheAddress() {
        exhaust("203.0.113.17");
        assertThat(open(with(Gateway.from("203.0.113.17"), "x-forwarded-for", "192.0.2.66"))
                        .getStatusCode())
                .isEqualTo(429);
    }

    @Test
    void problemsHaveTheLimitHeadersToo() {
        var answer = Gateway.answer(
                Gateway.from("203.0.113.17"), gatehouse.open(request -> Response.ok(request.body(fields -> "unread"))));
        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(answer.getHeaders()).containsKeys("RateLimit", "RateLimit-Policy");
    }

    @Test
    void zeroTurnsALimitOff() {
        var unlimited = new TestApi();
        var unlimitedToken = unlimited.tokenOf(unlimited.signUp());
        for (var i = 0; i < 50; i++) {
            var open = Gateway.answer(Gateway.from("203.0.113.17"), unlimited.open(_ -> Response.ok("open")));
            var signedIn = Gateway.answer(bearer("Bearer " + unlimitedToken), unlimited.signedIn(GuardTest::name));
            assertThat(open.getStatusCode()).isEqualTo(signedIn.getStatusCode()).isEqualTo(200);
            assertThat(open.getHeaders()).doesNotContainKeys("RateLimit", "RateLimit-Policy");
            assertThat(signedIn.getHeaders()).doesNotContainKeys("RateLimit", "RateLimit-Policy");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer %s", "bearer %s", "BEARER %s", "Bearer   %s"})
    @Tag("RFC-6750")
    void tokenOfALiveSessionIsAccepted(String header) {
        var answer = signedIn(bearer(header.formatted(token)));
        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getBody()).contains("ada@example.com");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic YWRhOmxvdmVsYWNl", "Token abc", "Bearertoken"})
    @Tag("RFC-6750")
    void missingTokenIsRefused(String header) {
        var answer = signedIn(bearer(header));
        assertThat(answer.getStatusCode()).isEqualTo(401);
        assertThat(code(answer)).isEqualTo("missing_token");
        assertThat(answer.getHeaders()).containsEntry("WWW-Authenticate", "Bearer realm=\"gatehouse\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer forged", "Bearer two words", "Bearer ünïcode", "Bearer \"\""})
    @Tag("RFC-6750")
    void invalidTokenIsRefused(String header) {
        var answer = signedIn(bearer(header));
        assertThat(answer.getStatusCode()).isEqualTo(401);
        assertThat(code(answer)).isEqualTo("invalid_token");
        assertThat(answer.getHeaders().get("WWW-Authenticate"))
                .startsWith("Bearer realm=\"gatehouse\", error=\"invalid_token\"");
    }

    @Test
    @Tag("RFC-6750")
    void tokenInTheUrlOrInACookieIsNotRead() {
        var event = bearer(null);
        event.setRawQueryString("access_token=" + token);
        event.setQueryStringParameters(Map.of("access_token", token));
        event.setCookies(List.of("access_token=" + token));
        assertThat(code(signedIn(event))).isEqualTo("missing_token");
    }

    @Test
    @Tag("ASVS-7.4.1")
    void tokenOfAnEndedSessionIsRefused() {
        gatehouse.useCases().signOut().signOut(ada, Scope.THIS, Samples.CLIENT);
        assertThat(code(signedIn(bearer("Bearer " + token)))).isEqualTo("invalid_token");
    }

    @Test
    void userHasALimitPerMinute() {
        assertThat(signedIn(bearer("Bearer " + token)).getHeaders())
                .containsEntry("RateLimit-Policy", "\"default\";q=2;w=60")
                .containsEntry("RateLimit", "\"default\";r=1;t=30");
        signedIn(bearer("Bearer " + token));
        var refused = signedIn(bearer("Bearer " + token));
        assertThat(code(refused)).isEqualTo("rate_limited");
        assertThat(refused.getHeaders()).containsEntry("Retry-After", "30");
        assertThat(open(Gateway.from("203.0.113.17")).getStatusCode())
                .as("routes without a token count apart")
                .isEqualTo(200);
    }

    @Test
    @Tag("RFC-6750")
    void whoIsSignedInIsRecognisedWhereNobodyNeedsToBe() {
        assertThat(visited(bearer(null)).getBody()).isEqualTo("\"anonymous\"");
        assertThat(visited(bearer("Basic YWRhOmxvdmVsYWNl")).getBody()).isEqualTo("\"anonymous\"");
        assertThat(visited(bearer("Bearer " + token)).getBody()).isEqualTo("\"ada@example.com\"");
        assertThat(visited(bearer("Bearer forged")).getBody()).isEqualTo("\"rejected\"");
    }

    @Test
    void aVisitorCountsOnTheUserOfAGoodTokenAndElseOnTheAddress() {
        for (var header :
                new String[] {null, "Bearer forged", "Bearer " + InMemoryPorts.tokenOf(ada.accountId(), ada.accountId())
                }) {
            assertThat(visited(bearer(header)).getHeaders()).containsEntry("RateLimit-Policy", "\"default\";q=3;w=900");
        }
        assertThat(code(visited(bearer("Bearer forged")))).isEqualTo("rate_limited");

        assertThat(visited(bearer("Bearer " + token)).getHeaders())
                .containsEntry("RateLimit-Policy", "\"default\";q=2;w=60")
                .containsEntry("RateLimit", "\"default\";r=1;t=30");
    }

    private APIGatewayV2HTTPResponse visited(APIGatewayV2HTTPEvent event) {
        return Gateway.answer(
                event,
                gatehouse.visited((_, visitor) -> Response.ok(
                        switch (visitor) {
                            case Visitor.Anonymous() -> "anonymous";
                            case Visitor.SignedIn(var caller) ->
                                caller.account().email().address();
                            case Visitor.Rejected() -> "rejected";
                        })));
    }

    @Test
    @Tag("ASVS-2.4.1")
    void aForgedTokenCountsOnItsAddress() {
        for (var i = 0; i < 3; i++) {
            assertThat(code(signedIn(bearer("Bearer forged")))).isEqualTo("invalid_token");
        }

        var refused = signedIn(bearer("Bearer forged"));
        assertThat(refused.getStatusCode()).isEqualTo(429);
        assertThat(refused.getHeaders())
                .containsEntry("RateLimit-Policy", "\"default\";q=3;w=900")
                .containsKey("Retry-After");
        assertThat(open(bearer(null)).getStatusCode()).isEqualTo(429);
        assertThat(signedIn(bearer("Bearer " + token)).getStatusCode())
                .as("a genuine token is not refused for its neighbours")
                .isEqualTo(200);
    }

    @Test
    void aTokenOfAnEndedSessionCountsOnNobodyElse() {
        var ended = gatehouse.tokenOf(gatehouse.gatehouse().signIn(TestApi.ADA));
        gatehouse.useCases().signOut().signOut(ada, Scope.OTHERS, Samples.CLIENT);
        for (var i = 0; i < 2; i++) {
            assertThat(code(signedIn(bearer("Bearer " + ended)))).isEqualTo("invalid_token");
        }

        assertThat(signedIn(bearer("Bearer " + ended)).getStatusCode()).isEqualTo(429);
        assertThat(signedIn(bearer("Bearer " + token)).getHeaders()).containsEntry("RateLimit", "\"default\";r=1;t=30");
        assertThat(open(bearer(null)).getHeaders()).containsEntry("RateLimit", "\"default\";r=2;t=300");
    }

    private APIGatewayV2HTTPResponse open(APIGatewayV2HTTPEvent event) {
        return Gateway.answer(event, gatehouse.open(_ -> Response.ok("open")));
    }

    private APIGatewayV2HTTPResponse signedIn(APIGatewayV2HTTPEvent event) {
        return Gateway.answer(event, gatehouse.signedIn(GuardTest::name));
    }

    private static Response name(Request request, Caller caller) {
        return Response.ok(caller.account().email().address());
    }

    private static APIGatewayV2HTTPEvent bearer(String header) {
        return with(get(), "authorization", header);
    }

    private void exhaust(String ip) {
        for (var i = 0; i < 3; i++) {
            assertThat(open(Gateway.from(ip)).getStatusCode()).isEqualTo(200);
        }
    }
}
