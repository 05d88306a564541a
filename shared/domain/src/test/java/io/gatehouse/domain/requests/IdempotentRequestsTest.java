package io.gatehouse.domain.requests;

import static io.gatehouse.domain.testing.Outcomes.assertRefused;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.requests.IdempotentRequests.Decision.Answered;
import io.gatehouse.domain.requests.IdempotentRequests.Decision.Claimed;
import io.gatehouse.domain.requests.IdempotentRequests.Request;
import io.gatehouse.domain.testing.InMemoryPorts;
import io.gatehouse.domain.testing.SettableClock;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.domain.wiring.UseCases;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("Idempotency-Key-draft-07")
class IdempotentRequestsTest {
    private static final String BODY = "{\"email\":\"ada@example.com\"}";
    private static final Request REQUEST = request("POST /api/register", "key-1", BODY);
    private static final Request OTHER_BODY = request("POST /api/register", "key-1", BODY + " ");
    private static final byte[] ANSWER = "201, for ada@example.com".getBytes(UTF_8);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration KEPT = Duration.ofHours(24);

    private final InMemoryPorts ports = new InMemoryPorts();
    private final SettableClock clock = ports.clock();
    private final IdempotentRequests requests = new UseCases(ports, TestRules.UNLIMITED).idempotentRequests();

    @Test
    void aRepeatedRequestGetsTheAnswerOfTheFirst() {
        requests.keep(claimed(REQUEST), ANSWER);

        assertThat(answer(REQUEST)).isEqualTo(ANSWER);
        assertThat(answer(REQUEST)).isEqualTo(ANSWER);
    }

    @Test
    void aRunningRequestIsNotRunAgain() {
        claimed(REQUEST);
        assertRefused(Reason.IDEMPOTENCY_IN_PROGRESS, () -> requests.claim(REQUEST));
    }

    @Test
    void anotherRequestCannotHaveTheKey() {
        var claimed = claimed(REQUEST);
        assertRefused(Reason.IDEMPOTENCY_KEY_REUSED, () -> requests.claim(OTHER_BODY));

        requests.keep(claimed, ANSWER);
        assertRefused(Reason.IDEMPOTENCY_KEY_REUSED, () -> requests.claim(OTHER_BODY));
        assertThat(answer(REQUEST)).isEqualTo(ANSWER);
    }

    @Test
    void theSameKeyInAnotherScopeIsAnotherKey() {
        requests.keep(claimed(REQUEST), ANSWER);
        claimed(request("POST /api/send-email", "key-1", BODY));
        claimed(request("POST /api/register", "key-2", BODY));
    }

    @Test
    void bodiesThatAreNotTextAreToldApart() {
        var scope = "POST /api/register";
        requests.keep(claimed(new Request(scope, "key-1", new byte[] {(byte) 0xC3})), ANSWER);
        var other = new Request(scope, "key-1", new byte[] {(byte) 0xC4});
        assertRefused(Reason.IDEMPOTENCY_KEY_REUSED, () -> requests.claim(other));
    }

    @Test
    void aReleasedKeyIsFreeAtOnce() {
        requests.release(claimed(REQUEST));
        claimed(OTHER_BODY);
    }

    @Test
    void aRequestThatDiedCanRunAgainAfterItsLease() {
        claimed(REQUEST);
        clock.advance(LEASE.minusMillis(1));
        assertRefused(Reason.IDEMPOTENCY_IN_PROGRESS, () -> requests.claim(REQUEST));
        clock.advance(Duration.ofMillis(1));
        claimed(REQUEST);
    }

    @Test
    void theKeyOfARequestThatDiedIsFreeForAnother() {
        claimed(REQUEST);
        clock.advance(LEASE);
        requests.keep(claimed(OTHER_BODY), ANSWER);
        assertThat(answer(OTHER_BODY)).isEqualTo(ANSWER);
        assertRefused(Reason.IDEMPOTENCY_KEY_REUSED, () -> requests.claim(REQUEST));
    }

    @Test
    void aRequestWhoseKeyWasTakenOverCanNeitherAnswerNorReleaseIt() {
        var late = claimed(REQUEST);
        clock.advance(LEASE);
        var successor = claimed(REQUEST);

        requests.keep(late, "late".getBytes(UTF_8));
        assertRefused(Reason.IDEMPOTENCY_IN_PROGRESS, () -> requests.claim(REQUEST));
        requests.release(late);
        assertRefused(Reason.IDEMPOTENCY_IN_PROGRESS, () -> requests.claim(REQUEST));

        requests.keep(successor, ANSWER);
        requests.keep(late, "late".getBytes(UTF_8));
        assertThat(answer(REQUEST)).isEqualTo(ANSWER);
    }

    @Test
    void aLateRequestWhoseKeyWasNotTakenOverStillAnswers() {
        var late = claimed(REQUEST);
        clock.advance(LEASE);
        requests.keep(late, ANSWER);
        assertThat(answer(REQUEST)).isEqualTo(ANSWER);
    }

    @Test
    void anAnswerIsKeptForADay() {
        requests.keep(claimed(REQUEST), ANSWER);
        clock.advance(KEPT.minusMillis(1));
        assertThat(answer(REQUEST)).isEqualTo(ANSWER);
        clock.advance(Duration.ofMillis(1));
        requests.keep(claimed(OTHER_BODY), "new".getBytes(UTF_8));
        assertThat(answer(OTHER_BODY)).isEqualTo("new".getBytes(UTF_8));
    }

    @Test
    @Tag("GDPR-17")
    void whatIsStoredTellsNeitherKeyNorRequestNorAnswer() {
        var claimed = claimed(REQUEST);
        requests.keep(claimed, ANSWER);

        var claim = claimed.claim();
        var taken = ports.stores()
                .run(stores -> stores.idempotencyKeys().find(claim.key()))
                .orElseThrow();
        assertThat(Stream.of(claim.key(), claim.request(), taken.request(), taken.answer()))
                .extracting(stored -> new String(stored, ISO_8859_1))
                .allSatisfy(stored -> assertThat(stored)
                        .doesNotContain(REQUEST.key())
                        .doesNotContain("ada@example.com")
                        .doesNotContain("201"));
    }

    @Test
    void aDatabaseThatIsAwayAfterTheRequestRanIsNoError() {
        var claimed = claimed(REQUEST);
        ports.rows().setDown(true);
        requests.keep(claimed, ANSWER);
        requests.release(claimed);

        ports.rows().setDown(false);
        assertRefused(Reason.IDEMPOTENCY_IN_PROGRESS, () -> requests.claim(REQUEST));
    }

    private Claimed claimed(Request request) {
        var decision = requests.claim(request);
        assertThat(decision).isInstanceOf(Claimed.class);
        return (Claimed) decision;
    }

    private byte[] answer(Request request) {
        var decision = requests.claim(request);
        assertThat(decision).isInstanceOf(Answered.class);
        return ((Answered) decision).answer();
    }

    private static Request request(String scope, String key, String body) {
        return new Request(scope, key, body.getBytes(UTF_8));
    }
}
