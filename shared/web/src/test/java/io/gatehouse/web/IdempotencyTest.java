package io.gatehouse.web;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.code;
import static io.gatehouse.web.testing.Gateway.json;
import static io.gatehouse.web.testing.Gateway.post;
import static io.gatehouse.web.testing.Gateway.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.errors.InvalidField;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.errors.TooManyAttempts;
import io.gatehouse.domain.errors.Unavailable;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.sessions.SignOut.Scope;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.web.Idempotency.Answer;
import io.gatehouse.web.testing.TestApi;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("Idempotency-Key-draft-07")
class IdempotencyTest {
    private final TestApi gatehouse = new TestApi(TestRules.UNLIMITED.requests(2, 0));
    private final Idempotency idempotency = gatehouse.api().idempotency();
    private final AtomicInteger executions = new AtomicInteger();
    private final Function<Request, Response> created = once(this::created);

    @Test
    void repeatedRequestGetsTheSameAnswerAndRunsOnce() {
        var first = answer(keyed("key-1"), created);
        var again = answer(keyed("key-1"), created);

        assertThat(executions).hasValue(1);
        assertThat(first.getStatusCode()).isEqualTo(again.getStatusCode()).isEqualTo(201);
        assertThat(again.getBody()).isEqualTo(first.getBody()).isEqualTo("{\"number\":1}");
        assertThat(first.getHeaders()).doesNotContainKey("Idempotency-Replayed");
        assertThat(again.getHeaders())
                .containsAllEntriesOf(first.getHeaders())
                .containsEntry("Location", "/things/1")
                .containsEntry("Idempotency-Replayed", "true");
    }

    @Test
    void requestsWithoutAKeyRunEachTime() {
        answer(post("{}"), created);
        answer(post("{}"), created);
        assertThat(executions).hasValue(2);
    }

    @Test
    void replayHasItsOwnRequestId() {
        answer(keyed("key-1"), created);
        var event = keyed("key-1");
        event.getRequestContext().setRequestId("another");
        assertThat(answer(event, created).getHeaders()).containsEntry("x-request-id", "another");
    }

    @Test
    void keyWithAnotherBodyIsRefused() {
        answer(keyed("key-1"), created);
        var other = answer(with(post("{\"a\":1}"), "idempotency-key", "key-1"), created);
        assertThat(other.getStatusCode()).isEqualTo(422);
        assertThat(code(other)).isEqualTo("idempotency_key_reused");
        assertThat(executions).hasValue(1);
    }

    @Test
    void aStrangerElsewhereCannotBlockAKey() {
        var stranger = with(post("{\"a\":1}"), "idempotency-key", "key-1");
        stranger.getRequestContext().getHttp().setSourceIp("2001:db8:1:2::1");
        answer(stranger, created);
        assertThat(answer(keyed("key-1"), created).getStatusCode()).isEqualTo(201);
        assertThat(executions).hasValue(2);
    }

    @Test
    void networkOfAClientHas64BitsInIpv6() {
        var first = keyed("key-1");
        first.getRequestContext().getHttp().setSourceIp("2001:db8:1:2::1");
        answer(first, created);
        var other = with(post("{\"a\":1}"), "idempotency-key", "key-1");
        other.getRequestContext().getHttp().setSourceIp("2001:db8:1:2::2");
        assertThat(code(answer(other, created))).isEqualTo("idempotency_key_reused");
    }

    @Test
    void invalidRequestClaimsNoKey() {
        Function<Request, Response> checked = request -> idempotency.once(
                request,
                () -> request.body(fields -> fields.required("field", Function.identity())),
                _ -> new Answer(created(request), null));

        assertThat(code(answer(keyed("key-1"), checked))).isEqualTo("validation_failed");

        assertThat(gatehouse.ports().rows().idempotencyKeys()).isZero();
        var valid = with(post("{\"field\":\"text\"}"), "idempotency-key", "key-1");
        assertThat(answer(valid, checked).getStatusCode()).isEqualTo(201);
    }

    @Test
    void keptAnswerDoesNotAskWhetherTheRequestIsStillValid() {
        answer(keyed("key-1"), created);
        var again = answer(
                keyed("key-1"),
                request -> idempotency.once(
                        request,
                        () -> {
                            throw new InvalidField("field", "same", "This is not another.");
                        },
                        _ -> new Answer(created(request), null)));
        assertThat(again.getStatusCode()).isEqualTo(201);
        assertThat(executions).hasValue(1);
    }

    @Test
    @Tag("GDPR-17")
    void answerEndsWithTheAccountThatItNames() {
        var ada = gatehouse.signUp();
        Function<Request, Response> naming =
                request -> idempotency.once(request, () -> request, _ -> new Answer(created(request), ada.accountId()));
        answer(keyed("key-1"), naming);

        gatehouse.useCases().administerAccount().delete(ada.account().email());

        assertThat(answer(keyed("key-1"), naming).getHeaders()).doesNotContainKey("Idempotency-Replayed");
        assertThat(executions).hasValue(2);
    }

    @Test
    void bodyInAnotherEncodingIsTheSame() {
        answer(keyed("key-1"), created);
        var encoded = keyed("key-1");
        encoded.setBody(Base64.getEncoder().encodeToString("{}".getBytes(StandardCharsets.UTF_8)));
        encoded.setIsBase64Encoded(true);
        assertThat(answer(encoded, created).getHeaders()).containsEntry("Idempotency-Replayed", "true");
    }

    @Test
    void repetitionIsRefusedWhileTheRequestRuns() {
        var meanwhile = answer(
                keyed("key-1"),
                once(request -> Response.text(
                        "application/json", answer(keyed("key-1"), created).getBody())));
        assertThat(json(meanwhile).path("status").asInt()).isEqualTo(409);
        assertThat(json(meanwhile).path("code").asText()).isEqualTo("idempotency_in_progress");
        assertThat(executions).hasValue(0);
    }

    static List<Function<Request, Response>> finalAnswers() {
        return List.of(
                _ -> Response.ok(Map.of()),
                _ -> Response.json(202, Map.of()),
                _ -> Response.noContent(),
                _ -> {
                    throw new Refused(Reason.WRONG_PASSWORD);
                },
                _ -> {
                    throw new Refused(Reason.EMAIL_TAKEN);
                });
    }

    @ParameterizedTest
    @MethodSource("finalAnswers")
    void finalAnswersAreKept(Function<Request, Response> handler) {
        var counted = once(counted(handler));
        var first = answer(keyed("key-1"), counted);
        var again = answer(keyed("key-1"), counted);

        assertThat(executions).hasValue(1);
        assertThat(again.getStatusCode()).isEqualTo(first.getStatusCode());
        assertThat(again.getBody())
                .as("a problem names the request that met it")
                .isEqualTo(first.getBody());
        assertThat(again.getHeaders()).containsEntry("Idempotency-Replayed", "true");
    }

    static List<Function<Request, Response>> passingAnswers() {
        return List.of(
                _ -> {
                    throw new TooManyAttempts(Duration.ofSeconds(1));
                },
                _ -> {
                    throw new InvalidField("field", "same", "This is not another.");
                },
                _ -> {
                    throw new Refused(Reason.INVALID_TOKEN);
                },
                _ -> {
                    throw new Unavailable("queue");
                },
                _ -> {
                    throw new IllegalStateException();
                });
    }

    @ParameterizedTest
    @MethodSource("passingAnswers")
    void temporaryFailuresAreNotKept(Function<Request, Response> handler) {
        var failed = answer(keyed("key-1"), once(handler));
        assertThat(failed.getStatusCode()).isIn(400, 401, 429, 503, 500);

        var again = answer(keyed("key-1"), created);
        assertThat(again.getStatusCode()).isEqualTo(201);
        assertThat(again.getHeaders()).doesNotContainKey("Idempotency-Replayed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "ключ", "tab\there", "nul\0"})
    void malformedKeysAreRefused(String key) {
        refusesKey(key);
    }

    @Test
    void keyHasAtMost255Characters() {
        refusesKey("k".repeat(256));
        assertThat(answer(keyed("!" + "~".repeat(254)), created).getStatusCode())
                .isEqualTo(201);
        assertThat(answer(keyed("k"), created).getStatusCode()).isEqualTo(201);
    }

    @Test
    void eachRouteHasItsOwnKeys() {
        answer(keyed("key-1"), created);
        var elsewhere = keyed("key-1");
        elsewhere.setRouteKey("POST /api/elsewhere");
        answer(elsewhere, created);
        assertThat(executions).hasValue(2);
    }

    @Test
    void eachAccountHasItsOwnKeys() {
        var named = gatehouse.signedIn((request, caller) ->
                idempotency.once(request, caller, () -> caller.account().email().address(), Response::ok));
        var ada = answer(keyed("key-1", gatehouse.signUp()), named);
        var bob = answer(keyed("key-1", gatehouse.signUp(EmailAddress.parse("bob@example.com"))), named);
        assertThat(ada.getBody()).contains("ada");
        assertThat(bob.getBody()).contains("bob");
        assertThat(bob.getHeaders()).doesNotContainKey("Idempotency-Replayed");
    }

    @Test
    @Tag("ASVS-7.4.1")
    void replayNeedsALiveSession() {
        var ada = gatehouse.signUp();
        var guarded = gatehouse.signedIn(
                (request, caller) -> idempotency.once(request, caller, () -> request, this::created));
        var event = with(keyed("key-1"), "authorization", "Bearer " + gatehouse.tokenOf(ada));
        assertThat(answer(event, guarded).getStatusCode()).isEqualTo(201);
        assertThat(answer(event, guarded).getStatusCode()).isEqualTo(201);

        gatehouse.useCases().signOut().signOut(ada, Scope.THIS, Samples.CLIENT);
        assertThat(code(answer(event, guarded))).isEqualTo("invalid_token");
        assertThat(executions).hasValue(1);
    }

    @Test
    @Tag("ASVS-2.4.1")
    void replayCountsAsARequest() {
        var guarded = gatehouse.open(created);
        answer(keyed("key-1"), guarded);
        assertThat(answer(keyed("key-1"), guarded).getHeaders())
                .containsEntry("Idempotency-Replayed", "true")
                .containsEntry("RateLimit", "\"default\";r=0;t=900");
        assertThat(code(answer(keyed("key-1"), guarded))).isEqualTo("rate_limited");
    }

    @Test
    void replayIsCompressedWhenTheClientAcceptsIt() {
        var large = once(request -> Response.ok("large".repeat(1_000)));
        assertThat(answer(with(keyed("key-1"), "accept-encoding", null), large).getHeaders())
                .doesNotContainKey("Content-Encoding");
        assertThat(answer(with(keyed("key-1"), "accept-encoding", "gzip"), large)
                        .getHeaders())
                .containsEntry("Content-Encoding", "gzip");
    }

    @Test
    @Tag("ASVS-16.5.1")
    void requestDoesNotRunWhenItsKeyCannotBeClaimed() {
        gatehouse.ports().rows().setDown(true);
        assertThat(code(answer(keyed("key-1"), created))).isEqualTo("unavailable");
        assertThat(executions).hasValue(0);
    }

    @Test
    void answerThatCannotBeKeptIsStillSent() {
        var last = answer(keyed("key-1"), once(request -> {
            gatehouse.ports().rows().setDown(true);
            return created(request);
        }));
        assertThat(last.getStatusCode()).isEqualTo(201);
    }

    private Response created(Request request) {
        var number = executions.incrementAndGet();
        return Response.json(201, Map.of("number", number)).with("Location", "/things/" + number);
    }

    private Function<Request, Response> once(Function<Request, Response> handler) {
        return request -> idempotency.once(request, () -> request, valid -> new Answer(handler.apply(valid), null));
    }

    private Function<Request, Response> counted(Function<Request, Response> handler) {
        return request -> {
            executions.incrementAndGet();
            return handler.apply(request);
        };
    }

    private void refusesKey(String key) {
        var refused = answer(keyed(key), created);
        assertThat(code(refused)).isEqualTo("validation_failed");
        assertThat(json(refused).at("/errors/0/field").asText()).isEqualTo("Idempotency-Key");
        assertThat(executions).hasValue(0);
    }

    private APIGatewayV2HTTPEvent keyed(String key, Caller caller) {
        return with(keyed(key), "authorization", "Bearer " + gatehouse.tokenOf(caller));
    }

    private static APIGatewayV2HTTPEvent keyed(String key) {
        return with(post("{}"), "idempotency-key", key);
    }
}
