package io.gatehouse.adapters.usecase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatehouse.adapters.Fixtures;
import io.gatehouse.adapters.Stores;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.errors.Refused.Reason;
import io.gatehouse.domain.requests.IdempotentRequests;
import io.gatehouse.domain.requests.IdempotentRequests.Request;
import io.gatehouse.domain.requests.IdempotentRequests.Turn;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"read committed", "repeatable read"})
@Tag("Idempotency-Key-draft-07")
class ExecuteOnceTest {
    private static final String BODY = "{\"email\":\"ada@example.com\"}";
    private static final Request REQUEST = request("POST /api/register", "key-1", BODY);
    private static final Request OTHER_BODY = request("POST /api/register", "key-1", BODY + " ");
    private static final byte[] ANSWER = "201, for ada@example.com".getBytes(UTF_8);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration KEPT = Duration.ofHours(24);
    private static final int PARALLEL = 64;
    private static final int ROUNDS = 25;

    @Parameter
    String isolation;

    private Instant now = Fixtures.now();
    private URI database;
    private IdempotentRequests executeOnce;

    @BeforeEach
    void connect() {
        database = Stores.databaseAt(isolation);
        executeOnce = new IdempotentRequests(
                Stores.transactions(database), Fixtures.HASH, Fixtures.IDS, () -> now, Fixtures.RANDOM);
    }

    @Test
    void theFirstIsExecutedAndWhoeverRepeatsItGetsItsAnswer() {
        executeOnce.keep(mine(REQUEST), ANSWER);

        assertThat(answer(REQUEST)).isEqualTo(ANSWER);
        assertThat(answer(REQUEST)).isEqualTo(ANSWER);
    }

    @Test
    void whileARequestIsExecutedItIsNotExecutedAgain() {
        mine(REQUEST);
        refuses(REQUEST, Reason.IDEMPOTENCY_IN_PROGRESS);
    }

    @Test
    void anotherRequestCannotHaveTheKey() {
        var turn = mine(REQUEST);
        refuses(OTHER_BODY, Reason.IDEMPOTENCY_KEY_REUSED);

        executeOnce.keep(turn, ANSWER);
        refuses(OTHER_BODY, Reason.IDEMPOTENCY_KEY_REUSED);
        assertThat(answer(REQUEST)).isEqualTo(ANSWER);
    }

    @Test
    void theSameKeyInAnotherScopeIsAnotherKey() {
        executeOnce.keep(mine(REQUEST), ANSWER);
        mine(request("POST /api/send-email", "key-1", BODY));
        mine(request("POST /api/register", "key-2", BODY));
    }

    @Test
    void bodiesThatAreNoTextAreToldApart() {
        var name = "POST /api/register";
        executeOnce.keep(mine(new Request(name, "key-1", new byte[] {(byte) 0xC3})), ANSWER);
        refuses(new Request(name, "key-1", new byte[] {(byte) 0xC4}), Reason.IDEMPOTENCY_KEY_REUSED);
    }

    @Test
    void aKeyThatIsGivenBackIsNewAtOnce() {
        executeOnce.release(mine(REQUEST));
        mine(OTHER_BODY);
    }

    @Test
    void aRequestThatDiedCanBeExecutedAgainAfterItsLease() {
        mine(REQUEST);
        now = now.plus(LEASE).minusMillis(1);
        refuses(REQUEST, Reason.IDEMPOTENCY_IN_PROGRESS);
        now = now.plusMillis(1);
        mine(REQUEST);
    }

    @Test
    void theKeyOfARequestThatDiedIsFreeForAnother() {
        mine(REQUEST);
        now = now.plus(LEASE);
        executeOnce.keep(mine(OTHER_BODY), ANSWER);
        assertThat(answer(OTHER_BODY)).isEqualTo(ANSWER);
        refuses(REQUEST, Reason.IDEMPOTENCY_KEY_REUSED);
    }

    @Test
    void whoseKeyWasTakenOverCanNeitherAnswerNorGiveItBack() {
        var late = mine(REQUEST);
        now = now.plus(LEASE);
        var heir = mine(REQUEST);

        executeOnce.keep(late, "late".getBytes(UTF_8));
        refuses(REQUEST, Reason.IDEMPOTENCY_IN_PROGRESS);
        executeOnce.release(late);
        refuses(REQUEST, Reason.IDEMPOTENCY_IN_PROGRESS);

        executeOnce.keep(heir, ANSWER);
        executeOnce.keep(late, "late".getBytes(UTF_8));
        assertThat(answer(REQUEST)).isEqualTo(ANSWER);
    }

    @Test
    void whoIsLateAndWasNotTakenOverStillAnswers() {
        var late = mine(REQUEST);
        now = now.plus(LEASE);
        executeOnce.keep(late, ANSWER);
        assertThat(answer(REQUEST)).isEqualTo(ANSWER);
    }

    @Test
    void anAnswerIsKeptForADay() {
        executeOnce.keep(mine(REQUEST), ANSWER);
        now = now.plus(KEPT).minusMillis(1);
        assertThat(answer(REQUEST)).isEqualTo(ANSWER);
        now = now.plusMillis(1);
        executeOnce.keep(mine(OTHER_BODY), "new".getBytes(UTF_8));
        assertThat(answer(OTHER_BODY)).isEqualTo("new".getBytes(UTF_8));
    }

    @Test
    @Tag("GDPR-17")
    void theDatabaseTellsNeitherKeyNorRequestNorAnswer() {
        executeOnce.keep(mine(REQUEST), ANSWER);
        var contents = Stores.contents(database);
        for (var secret : List.of(REQUEST.key(), "ada@example.com")) {
            assertThat(contents)
                    .doesNotContain(secret)
                    .doesNotContain(HexFormat.of().formatHex(secret.getBytes(UTF_8)));
        }
    }

    @Test
    @Tag("ASVS-15.4.2")
    void ofManyOnceExactlyOneIsExecuted() throws Exception {
        for (var round = 0; round < ROUNDS; round++) {
            raceFor(request("POST /api/register", "round-" + round, BODY));
        }
    }

    @Test
    @Tag("ASVS-15.4.2")
    void exactlyOneOfManyTakesOverARequestThatDied() throws Exception {
        for (var round = 0; round < ROUNDS; round++) {
            var request = request("POST /api/register", "round-" + round, BODY);
            mine(request);
            now = now.plus(LEASE);
            raceFor(request);
        }
    }

    /** Sends the request many times at once: one is executed, the others are refused or get the one's answer. */
    private void raceFor(Request request) throws Exception {
        var all = IntStream.range(0, PARALLEL)
                .<Callable<String>>mapToObj(i -> () -> executed(request, "executed by " + i))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes =
                    threads.invokeAll(all).stream().map(Future::resultNow).toList();
            assertThat(outcomes)
                    .filteredOn(outcome -> outcome.startsWith("executed by"))
                    .hasSize(1);
            assertThat(outcomes)
                    .filteredOn(outcome -> !outcome.startsWith("executed by"))
                    .isSubsetOf("IDEMPOTENCY_IN_PROGRESS", "answered: " + new String(answer(request), UTF_8));
        }
    }

    private String executed(Request request, String answer) {
        try {
            return switch (executeOnce.turn(request)) {
                case Turn.Mine turn -> {
                    executeOnce.keep(turn, answer.getBytes(UTF_8));
                    yield answer;
                }
                case Turn.Answered(var known) -> "answered: " + new String(known, UTF_8);
            };
        } catch (Refused e) {
            return e.reason().name();
        }
    }

    private Turn.Mine mine(Request request) {
        var turn = executeOnce.turn(request);
        assertThat(turn).isInstanceOf(Turn.Mine.class);
        return (Turn.Mine) turn;
    }

    private byte[] answer(Request request) {
        var turn = executeOnce.turn(request);
        assertThat(turn).isInstanceOf(Turn.Answered.class);
        return ((Turn.Answered) turn).answer();
    }

    private void refuses(Request request, Reason reason) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> executeOnce.turn(request))
                .returns(reason, Refused::reason);
    }

    private static Request request(String scope, String key, String body) {
        return new Request(scope, key, body.getBytes(UTF_8));
    }
}
