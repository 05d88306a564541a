package io.gatehouse.web;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.code;
import static io.gatehouse.web.testing.Gateway.get;
import static io.gatehouse.web.testing.Gateway.json;
import static io.gatehouse.web.testing.Gateway.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.web.testing.TestApi;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
    private final TestApi gatehouse = new TestApi();

    @Test
    void requestHasItsIdClientAndInstance() {
        assertThat(seen(get(), Request::id)).isEqualTo("Uk705hRwFiAEJtg=");
        assertThat(seen(get(), Request::instance)).isEqualTo("2026/11/23/[1]0f2d7e58");
        assertThat(seen(get(), Request::client)).isEqualTo(new Client("203.0.113.17", "curl/8.14.1"));
    }

    @Test
    void userAgentIsEmptyWhenAbsent() {
        assertThat(seen(with(get(), "user-agent", null), Request::client).userAgent())
                .isEmpty();
        var bare = get();
        bare.setHeaders(null);
        assertThat(seen(bare, Request::client).userAgent()).isEmpty();
    }

    @Test
    @Tag("ASVS-4.1.3")
    void clientAddressIsNeverTakenFromAHeader() {
        var event = with(get(), "x-forwarded-for", "192.0.2.66");
        with(event, "forwarded", "for=192.0.2.66");
        with(event, "x-real-ip", "192.0.2.66");
        assertThat(seen(event, Request::client).ip()).isEqualTo("203.0.113.17");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-canary", "X-Canary", "X-CANARY"})
    void headersAreFoundWithoutRegardToCase(String name) {
        var event = with(get(), name, "tweet");
        Optional<String> canary = seen(event, request -> request.header("x-Canary"));
        Optional<String> parrot = seen(event, request -> request.header("x-parrot"));
        assertThat(canary).contains("tweet");
        assertThat(parrot).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"019ab2c4-5d6e-7f80-9a1b-2c3d4e5f6071", "019AB2C4-5D6E-7F80-9A1B-2C3D4E5F6071"})
    void pathIdIsAUuidInAnyCase(String id) {
        UUID read = seen(withId(id), request -> request.pathId("id"));
        assertThat(read).isEqualTo(UUID.fromString("019ab2c4-5d6e-7f80-9a1b-2c3d4e5f6071"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "me",
                "1-1-1-1-1",
                "019ab2c45d6e7f809a1b2c3d4e5f6071",
                "{019ab2c4-5d6e-7f80-9a1b-2c3d4e5f6071}",
                "019ab2c4-5d6e-7f80-9a1b-2c3d4e5f6071 ",
                "019ab2c4-5d6e-7f80-9a1b-2c3d4e5f607g",
                "' OR 1=1 --"
            })
    void otherPathIdsAreInvalid(String id) {
        var answer = answer(withId(id), request -> Response.ok(request.pathId("id")));
        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(json(answer).at("/errors/0/field").asText()).isEqualTo("id");
        assertThat(json(answer).at("/errors/0/code").asText()).isEqualTo("invalid_uuid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization", "Authorization", "content-type", "idempotency-key", "IDEMPOTENCY-KEY"})
    void headerWithOneValueIsNotSentTwice(String name) {
        for (var value : List.of("a,b", "a, a", ",", "a,")) {
            var event = with(get(), name, value);
            var answer = answer(event, gatehouse.signedIn((_, _) -> Response.noContent()));
            assertThat(code(answer)).as(value).isEqualTo("invalid_header");
            assertThat(answer.getStatusCode()).isEqualTo(400);
        }
    }

    @Test
    void otherHeadersAreLists() {
        var event = with(with(get(), "if-none-match", "\"a\",\"b\""), "accept", "text/html,*/*");
        assertThat(answer(event, _ -> Response.noContent()).getStatusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"*", " * ", "\"a.1\"", "\"x\",\"a.1\"", "W/\"x\", \"a.1\" ", "\"x,y\",\"a.1\""})
    void ifMatchPermitsTheChangeOfWhatItNames(String ifMatch) {
        assertThat(permits(ifMatch)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"a.2\"", "W/\"a.1\"", "a.1", "\"*\"", "\"a.1", "\"x\", W/\"a.1\"", "\"A.1\""})
    void ifMatchForbidsTheChangeOfAnythingElse(String ifMatch) {
        assertThat(permits(ifMatch)).isFalse();
    }

    private static boolean permits(String ifMatch) {
        return RequestTest.<Boolean>seen(
                with(get(), "If-Match", ifMatch), request -> request.permitsChangeOf("\"a.1\""));
    }

    private static APIGatewayV2HTTPEvent withId(String id) {
        var event = get();
        event.setPathParameters(Map.of("id", id));
        return event;
    }

    private static <T> T seen(APIGatewayV2HTTPEvent event, Function<Request, T> view) {
        var seen = new AtomicReference<T>();
        answer(event, request -> {
            seen.set(view.apply(request));
            return Response.ok("seen");
        });
        return seen.get();
    }
}
