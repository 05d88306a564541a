package io.gatehouse.domain.requests;

import static io.gatehouse.domain.testing.Outcomes.assertRefused;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.registration.Register;
import io.gatehouse.domain.registration.SignUpMode;
import io.gatehouse.domain.requests.IdempotentRequests.Decision.Answered;
import io.gatehouse.domain.requests.IdempotentRequests.Decision.Claimed;
import io.gatehouse.domain.requests.IdempotentRequests.Request;
import io.gatehouse.domain.requests.IdempotentRequests.Sender;
import io.gatehouse.domain.testing.InMemoryPorts;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.SettableClock;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.domain.work.StaleWrite;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("Idempotency-Key-draft-07")
class IdempotentRequestsTest {
    private static final String BODY = "{\"email\":\"ada@example.com\"}";
    private static final Sender ADA = new Sender.User(UUID.fromString("0193535b-5fdb-7a90-8b1c-3d4e5f607182"));
    private static final Sender STRANGER = new Sender.Stranger("192.0.2.1");
    private static final Sender ELSEWHERE = new Sender.Stranger("198.51.100.7");
    private static final Request REQUEST = request("POST /api/register", "key-1", BODY);
    private static final Request OTHER_BODY = request("POST /api/register", "key-1", BODY + " ");
    private static final byte[] ANSWER = "201, for ada@example.com".getBytes(UTF_8);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration KEPT = Duration.ofHours(24);

    private final TestGatehouse gatehouse = new TestGatehouse();
    private final InMemoryPorts ports = gatehouse.ports();
    private final SettableClock clock = ports.clock();
    private final IdempotentRequests requests = gatehouse.useCases().idempotentRequests();

    @Test
    void aRepeatedRequestGetsTheAnswerOfTheFirst() {
        keep(claimed(REQUEST), ANSWER);

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

        keep(claimed, ANSWER);
        assertRefused(Reason.IDEMPOTENCY_KEY_REUSED, () -> requests.claim(OTHER_BODY));
        assertThat(answer(REQUEST)).isEqualTo(ANSWER);
    }

    @Test
    void theSameKeyInAnotherScopeIsAnotherKey() {
        keep(claimed(REQUEST), ANSWER);
        claimed(request("POST /api/send-email", "key-1", BODY));
        claimed(request("POST /api/register", "key-2", BODY));
    }

    @Test
    void usersHaveKeysOfTheirOwn() {
        keep(claimed(request(ADA, BODY)), ANSWER);
        claimed(request(new Sender.User(UUID.randomUUID()), BODY + " "));
        claimed(request(STRANGER, BODY));

        assertRefused(Reason.IDEMPOTENCY_KEY_REUSED, () -> requests.claim(request(ADA, BODY + " ")));
        assertThat(answer(request(ADA, BODY))).isEqualTo(ANSWER);
    }

    @Test
    void aStrangerWhoGuessesAKeyKeepsItFromNobodyElsewhere() {
        keep(claimed(request(ELSEWHERE, BODY + " ")), "a stranger's".getBytes(UTF_8));

        keep(claimed(REQUEST), ANSWER);

        assertThat(answer(REQUEST)).isEqualTo(ANSWER);
        assertThat(answer(request(ELSEWHERE, BODY + " "))).isEqualTo("a stranger's".getBytes(UTF_8));
    }

    @Test
    void aClientThatChangesItsNetworkGetsTheAnswerToo() {
        var claimed = claimed(REQUEST);
        assertRefused(Reason.IDEMPOTENCY_IN_PROGRESS, () -> requests.claim(request(ELSEWHERE, BODY)));
        keep(claimed, ANSWER);

        assertThat(answer(request(ELSEWHERE, BODY))).isEqualTo(ANSWER);
        assertRefused(Reason.IDEMPOTENCY_KEY_REUSED, () -> requests.claim(OTHER_BODY));
    }

    @Test
    void aRefusedRequestClaimsNothing() {
        keep(claimed(REQUEST), ANSWER);
        var before = ports.rows().idempotencyKeys();
        assertRefused(Reason.IDEMPOTENCY_KEY_REUSED, () -> requests.claim(OTHER_BODY));
        assertThat(ports.rows().idempotencyKeys()).isEqualTo(before);
    }

    @Test
    void whatIsKeptIsFoundWithoutAClaim() {
        assertThat(requests.find(REQUEST)).isEmpty();
        var claimed = claimed(REQUEST);
        assertThat(requests.find(REQUEST)).as("while it runs").isEmpty();
        keep(claimed, ANSWER);

        assertThat(requests.find(REQUEST)).contains(ANSWER);
        assertThat(requests.find(OTHER_BODY)).isEmpty();
        clock.advance(KEPT);
        assertThat(requests.find(REQUEST)).isEmpty();
    }

    @Test
    @Tag("GDPR-17")
    void anAnswerEndsWithTheAccountThatItNames() {
        var account = gatehouse.register(Samples.freshAddress());
        requests.keep(claimed(REQUEST), ANSWER, account.id());
        assertThat(answer(REQUEST)).isEqualTo(ANSWER);

        gatehouse.useCases().administerAccount().delete(account.email());

        assertThat(ports.rows().idempotencyKeys()).isZero();
        claimed(OTHER_BODY);
    }

    @Test
    @Tag("GDPR-17")
    void beforeTheErasureTheAnswerIsNotGivenAnyMore() {
        var account = gatehouse.register(Samples.freshAddress());
        requests.keep(claimed(REQUEST), ANSWER, account.id());
        markDeleted(account);

        assertThat(requests.find(REQUEST)).isEmpty();
        assertRefused(Reason.IDEMPOTENCY_IN_PROGRESS, () -> requests.claim(REQUEST));
    }

    @Test
    @Tag("GDPR-17")
    void anAnswerThatComesAfterTheDeletionIsNotKept() {
        var account = gatehouse.register(Samples.freshAddress());
        var deleted = claimed(REQUEST);
        markDeleted(account);
        requests.keep(deleted, ANSWER, account.id());
        var erased = claimed(REQUEST);
        gatehouse.useCases().eraseAccount().erase(account.id());
        requests.keep(erased, ANSWER, account.id());

        assertThat(ports.rows().idempotencyKeys()).isZero();
    }

    @Test
    @Tag("GDPR-17")
    void theAnswerToARegistrationEndsWithTheAccountThatItBecame() {
        var email = Samples.freshAddress();
        var verified = new TestGatehouse(ports, TestRules.UNLIMITED.signUpMode(SignUpMode.VERIFIED));
        var register = verified.useCases().register();
        var request = new Register.Request(email, TestGatehouse.PASSWORD, Locale.ENGLISH);
        var pending = (Register.Result.Pending) register.register(request, Samples.CLIENT);
        requests.keep(claimed(REQUEST), ANSWER, pending.registration());
        assertThat(answer(REQUEST)).isEqualTo(ANSWER);
        gatehouse.store(stores -> stores.accounts()
                .add(Samples.stored(
                        Account.registered(pending.registration(), email, Locale.ENGLISH, clock.instant()))));

        gatehouse.useCases().administerAccount().delete(email);

        assertThat(ports.rows().idempotencyKeys()).isZero();
    }

    @Test
    void bodiesThatAreNotTextAreToldApart() {
        var route = "POST /api/register";
        keep(claimed(new Request(route, STRANGER, "key-1", new byte[] {(byte) 0xC3})), ANSWER);
        var other = new Request(route, STRANGER, "key-1", new byte[] {(byte) 0xC4});
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
        keep(claimed(OTHER_BODY), ANSWER);
        assertThat(answer(OTHER_BODY)).isEqualTo(ANSWER);
        assertRefused(Reason.IDEMPOTENCY_KEY_REUSED, () -> requests.claim(REQUEST));
    }

    @Test
    void aRequestWhoseKeyWasTakenOverCanNeitherAnswerNorReleaseIt() {
        var late = claimed(REQUEST);
        clock.advance(LEASE);
        var successor = claimed(REQUEST);

        keep(late, "late".getBytes(UTF_8));
        assertRefused(Reason.IDEMPOTENCY_IN_PROGRESS, () -> requests.claim(REQUEST));
        requests.release(late);
        assertRefused(Reason.IDEMPOTENCY_IN_PROGRESS, () -> requests.claim(REQUEST));

        keep(successor, ANSWER);
        keep(late, "late".getBytes(UTF_8));
        assertThat(answer(REQUEST)).isEqualTo(ANSWER);
    }

    @Test
    void aLateRequestWhoseKeyWasNotTakenOverStillAnswers() {
        var late = claimed(REQUEST);
        clock.advance(LEASE);
        keep(late, ANSWER);
        assertThat(answer(REQUEST)).isEqualTo(ANSWER);
    }

    @Test
    void anAnswerIsKeptForADay() {
        keep(claimed(REQUEST), ANSWER);
        clock.advance(KEPT.minusMillis(1));
        assertThat(answer(REQUEST)).isEqualTo(ANSWER);
        clock.advance(Duration.ofMillis(1));
        keep(claimed(OTHER_BODY), "new".getBytes(UTF_8));
        assertThat(answer(OTHER_BODY)).isEqualTo("new".getBytes(UTF_8));
    }

    @Test
    @Tag("GDPR-17")
    void whatIsStoredTellsNeitherKeyNorRequestNorAnswer() {
        var claimed = claimed(REQUEST);
        keep(claimed, ANSWER);

        assertThat(claimed.claims()).isNotEmpty().allSatisfy(claim -> {
            var taken = ports.stores()
                    .run(stores -> stores.idempotencyKeys().find(claim.key(), clock.instant()))
                    .orElseThrow();
            assertThat(Stream.of(claim.key(), claim.request(), taken.request(), taken.answer()))
                    .extracting(stored -> new String(stored, ISO_8859_1))
                    .allSatisfy(stored -> assertThat(stored)
                            .doesNotContain(REQUEST.key())
                            .doesNotContain("ada@example.com")
                            .doesNotContain("192.0.2.1")
                            .doesNotContain("201"));
        });
    }

    @Test
    void aDatabaseThatIsAwayAfterTheRequestRanIsNoError() {
        var claimed = claimed(REQUEST);
        ports.rows().setDown(true);
        keep(claimed, ANSWER);
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

    private void keep(Claimed claimed, byte[] answer) {
        requests.keep(claimed, answer, null);
    }

    /** Deleted and not yet erased. */
    private void markDeleted(Account account) {
        gatehouse.store(stores -> StaleWrite.unless(stores.accounts().update(account.deleted(clock.instant()))));
    }

    private static Request request(Sender sender, String body) {
        return new Request("POST /api/register", sender, "key-1", body.getBytes(UTF_8));
    }

    private static Request request(String route, String key, String body) {
        return new Request(route, STRANGER, key, body.getBytes(UTF_8));
    }
}
