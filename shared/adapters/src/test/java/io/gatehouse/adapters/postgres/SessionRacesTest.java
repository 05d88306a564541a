package io.gatehouse.adapters.postgres;

import static io.gatehouse.domain.testing.Outcomes.DONE;
import static io.gatehouse.domain.testing.Outcomes.TOO_MANY_ATTEMPTS;
import static io.gatehouse.domain.testing.TestGatehouse.NEW_PASSWORD;
import static io.gatehouse.domain.testing.TestGatehouse.PASSWORD;
import static io.gatehouse.domain.testing.TestGatehouse.WRONG_PASSWORD;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapters.RealServers;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.credential.Throttle;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.registration.Register;
import io.gatehouse.domain.registration.SignUpMode;
import io.gatehouse.domain.requests.IdempotentRequests;
import io.gatehouse.domain.requests.IdempotentRequests.Decision;
import io.gatehouse.domain.requests.IdempotentRequests.Sender;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.session.RefreshToken;
import io.gatehouse.domain.session.Rotation;
import io.gatehouse.domain.sessions.SignOut.Scope;
import io.gatehouse.domain.signin.VerifyPassword.Attempt;
import io.gatehouse.domain.testing.InMemoryPorts;
import io.gatehouse.domain.testing.Outcomes;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.domain.wiring.UseCases;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Many requests at once that sign up, sign in, refresh and sign out, or send one request again. */
@ParameterizedClass
@ValueSource(strings = {"read committed", "repeatable read"})
@Tag("ASVS-15.4.2")
class SessionRacesTest {
    private static final int ROUNDS = 10;
    private static final int AT_ONCE = 64;
    /** A repeat is late then. */
    private static final Duration LATE = Duration.ofSeconds(30);

    @Parameter
    String isolation;

    private final EmailAddress email = Samples.freshAddress();
    private URI database;
    private InMemoryPorts ports;
    private TestGatehouse gatehouse;
    private UseCases verified;

    @BeforeEach
    void connect() {
        database = RealServers.databaseAt(isolation);
        ports = new InMemoryPorts(RealServers.transactions(database));
        gatehouse = new TestGatehouse(ports, TestRules.UNLIMITED);
        verified = new UseCases(ports, TestRules.UNLIMITED.signUpMode(SignUpMode.VERIFIED));
    }

    @Test
    void oneOfManyRegistrationsOfAnAddressSucceeds() {
        for (var round = 1; round <= ROUNDS; round++) {
            var address = Samples.freshAddress();

            var outcomes = Outcomes.ofMany(AT_ONCE, () -> gatehouse.register(address));

            assertThat(outcomes).isEqualTo(Map.of(DONE, 1L, Reason.EMAIL_TAKEN.name(), AT_ONCE - 1L));
            for (var table : List.of("accounts", "credentials", "mails", "audit_log")) {
                assertThat(count(table)).as(table).isEqualTo(round);
            }
        }
    }

    @Test
    void manyRegistrationsByMailAreAnsweredAlikeAndTheNewestPasswordCounts() {
        var number = new AtomicInteger();

        assertThat(Outcomes.ofMany(AT_ONCE, () -> registerByMail(email, password(number.incrementAndGet()))))
                .isEqualTo(Map.of(DONE, (long) AT_ONCE));

        assertThat(count("registrations")).isEqualTo(AT_ONCE);
        var signIns = IntStream.rangeClosed(1, AT_ONCE)
                .mapToObj(i -> signInUnthrottled(password(i)))
                .collect(Collectors.groupingBy(outcome -> outcome, Collectors.counting()));
        assertThat(signIns)
                .isEqualTo(
                        Map.of(Reason.EMAIL_NOT_VERIFIED.name(), 1L, Reason.INVALID_CREDENTIALS.name(), AT_ONCE - 1L));
    }

    @Test
    void oneOfManyUsesOfALinkSucceeds() {
        for (var round = 1; round <= ROUNDS; round++) {
            gatehouse.register(Samples.freshAddress());
            var token = gatehouse.tokenOf(MailTemplate.WELCOME);

            assertThat(Outcomes.ofMany(AT_ONCE, () -> verify(token)))
                    .isEqualTo(Map.of(DONE, 1L, Reason.INVALID_OR_EXPIRED_TOKEN.name(), AT_ONCE - 1L));
            assertThat(count("audit_log WHERE action = 'email_verified'")).isEqualTo(round);
        }
    }

    @Test
    void oneOfManyRegistrationsThatAreConfirmedBecomesTheAccount() {
        for (var round = 1; round <= ROUNDS; round++) {
            var address = Samples.freshAddress();
            var tokens = threeTokensOfTwoRegistrations(address);
            var number = new AtomicInteger();

            var outcomes = Outcomes.ofMany(AT_ONCE, () -> verify(tokens.get(number.getAndIncrement() % tokens.size())));

            assertThat(outcomes).isEqualTo(Map.of(DONE, 1L, Reason.INVALID_OR_EXPIRED_TOKEN.name(), AT_ONCE - 1L));
            for (var table : List.of("accounts", "credentials", "audit_log")) {
                assertThat(count(table)).as(table).isEqualTo(round);
            }
            assertThat(count("registrations")).isZero();
        }
    }

    @Test
    @Tag("ASVS-6.3.1")
    void beyondTheFreeFailuresOneAttemptAtATimeIsAdmitted() {
        gatehouse.register(email);
        for (var i = 0; i < 5; i++) {
            assertThat(Outcomes.of(() -> gatehouse.signIn(email, WRONG_PASSWORD)))
                    .isEqualTo(Reason.INVALID_CREDENTIALS.name());
        }
        for (var round = 0; round < ROUNDS; round++) {
            ports.clock().advance(Duration.ofMinutes(15));

            assertThat(Outcomes.ofMany(AT_ONCE, () -> gatehouse.signIn(email, WRONG_PASSWORD)))
                    .isEqualTo(Map.of(Reason.INVALID_CREDENTIALS.name(), 1L, TOO_MANY_ATTEMPTS, AT_ONCE - 1L));
        }
    }

    @Test
    void manyWhoRefreshWithOneTokenGetTheSameSuccessor() {
        gatehouse.register(email);
        for (var round = 1; round <= ROUNDS; round++) {
            var first = openSession();
            Set<String> successors = ConcurrentHashMap.newKeySet();

            var outcomes = Outcomes.ofMany(AT_ONCE, () -> successors.add(refresh(first)));

            assertThat(outcomes).isEqualTo(Map.of(DONE, (long) AT_ONCE));
            assertThat(successors).hasSize(1);
            assertThat(count("sessions")).isEqualTo(round);
        }
    }

    @Test
    void noRefreshThatRacesALogOutKeepsTheSession() {
        var account = gatehouse.register(email);
        for (var round = 0; round < ROUNDS; round++) {
            var first = openSession();
            var found = ports.accountLookup()
                    .signedIn(account.id(), first.sessionId())
                    .orElseThrow();
            var caller = new Caller(found, first.sessionId());
            var number = new AtomicInteger();

            var outcomes = Outcomes.ofMany(2, () -> {
                if (number.getAndIncrement() == 0) {
                    refresh(first);
                } else {
                    gatehouse.useCases().signOut().signOut(caller, Scope.THIS, Samples.CLIENT);
                }
            });

            assertThat(outcomes).isIn(Map.of(DONE, 2L), Map.of(DONE, 1L, Reason.INVALID_REFRESH_TOKEN.name(), 1L));
            assertThat(gatehouse.isSignedIn(caller)).isFalse();
            assertThat(Outcomes.of(() -> refresh(first))).isEqualTo(Reason.INVALID_REFRESH_TOKEN.name());
        }
    }

    @Test
    @Tag("ASVS-10.4.5")
    void manyLateRepeatsAreMarkedOnce() {
        gatehouse.register(email);
        for (var round = 0; round < ROUNDS; round++) {
            var first = openSession();
            var second = refresh(first);
            ports.clock().advance(LATE);

            var outcomes =
                    Outcomes.ofMany(AT_ONCE, () -> assertThat(refresh(first)).isEqualTo(second));

            assertThat(outcomes).isEqualTo(Map.of(DONE, (long) AT_ONCE));
            assertThat(rotation(first)).returns(2L, Rotation::lateCounter).returns(1, Rotation::lateStreak);
        }
    }

    /** Either the repeat comes first and is marked, or the rotation, and then the repeat is not late. */
    @Test
    @Tag("ASVS-10.4.5")
    void aLateRepeatThatRacesARotationIsMarkedOrNotLate() {
        gatehouse.register(email);
        for (var round = 0; round < ROUNDS; round++) {
            var first = openSession();
            var second = gatehouse
                    .useCases()
                    .refreshTokens()
                    .recognise(refresh(first))
                    .orElseThrow();
            ports.clock().advance(LATE);
            var number = new AtomicInteger();
            Set<String> answers = ConcurrentHashMap.newKeySet();

            var outcomes =
                    Outcomes.ofMany(2, () -> answers.add(refresh(number.getAndIncrement() == 0 ? first : second)));

            assertThat(outcomes).isEqualTo(Map.of(DONE, 2L));
            assertThat(answers).hasSize(2).contains(second.text());
            assertThat(rotation(first))
                    .returns(3L, Rotation::counter)
                    .satisfies(at -> assertThat(at.lateCounter() == 2 && at.lateStreak() == 1
                                    || at.lateCounter() == 0 && at.lateStreak() == 0)
                            .isTrue());
        }
    }

    @Test
    @Tag("ASVS-10.4.5")
    void manyWhoUseAStolenTokenEndTheSessionOnce() {
        gatehouse.register(email);
        for (var round = 1; round <= ROUNDS; round++) {
            var first = openSession();
            refresh(gatehouse
                    .useCases()
                    .refreshTokens()
                    .recognise(refresh(first))
                    .orElseThrow());
            ports.clock().advance(LATE);

            assertThat(Outcomes.ofMany(AT_ONCE, () -> refresh(first)))
                    .isEqualTo(Map.of(Reason.INVALID_REFRESH_TOKEN.name(), (long) AT_ONCE));

            assertThat(count("sessions")).isZero();
            assertThat(count("audit_log WHERE action = 'refresh_token_reused'")).isEqualTo(round);
            assertThat(count("mails WHERE template = 'session-ended'")).isEqualTo(round);
        }
    }

    @Test
    void manySignInsAtOnceLeaveNoMoreSessionsThanAllowed() {
        var allowed = 5;
        var limited = new TestGatehouse(ports, TestRules.UNLIMITED.sessionsPerUser(allowed));
        limited.register(email);
        for (var round = 0; round < ROUNDS; round++) {
            ports.clock().advance(Duration.ofSeconds(1));

            var outcomes = Outcomes.ofMany(
                    8, () -> limited.useCases().signInWithPassword().signIn(attempt(PASSWORD), Samples.CLIENT));

            assertThat(outcomes).isEqualTo(Map.of(DONE, 8L));

            assertThat(count("sessions")).isBetween(1L, (long) allowed);
        }
    }

    @Test
    void aSessionThatIsRefreshedWhileASignInLooksForTheLeastUsedGoesOn() {
        var limited = new TestGatehouse(ports, TestRules.UNLIMITED.sessionsPerUser(2));
        limited.register(email);
        for (var round = 0; round < ROUNDS; round++) {
            var refreshed = openSession();
            ports.clock().advance(Duration.ofSeconds(1));
            openSession();
            ports.clock().advance(Duration.ofSeconds(1));
            var number = new AtomicInteger();

            var outcomes = Outcomes.ofMany(2, () -> {
                if (number.getAndIncrement() == 0) {
                    refresh(refreshed);
                } else {
                    limited.useCases().signInWithPassword().signIn(attempt(PASSWORD), Samples.CLIENT);
                }
            });

            assertThat(count("sessions")).isEqualTo(2);
            assertThat(outcomes).isIn(Map.of(DONE, 2L), Map.of(DONE, 1L, Reason.INVALID_REFRESH_TOKEN.name(), 1L));
            assertThat(count("sessions WHERE id = '" + refreshed.sessionId() + "'"))
                    .as("a refresh that was answered keeps its session")
                    .isEqualTo(outcomes.get(DONE) - 1);
            gatehouse.useCases().administerAccount().signOut(email);
            gatehouse.store(stores -> stores.sessions().removeSome(accountId(stores), 10));
        }
    }

    @Test
    @Tag("Idempotency-Key-draft-07")
    void oneOfManyRequestsWithAKeyRuns() {
        for (var round = 0; round < ROUNDS; round++) {
            raceFor(request("round-" + round));
        }
    }

    @Test
    @Tag("Idempotency-Key-draft-07")
    void oneOfManyTakesOverARequestThatDied() {
        for (var round = 0; round < ROUNDS; round++) {
            var request = request("round-" + round);
            gatehouse.useCases().idempotentRequests().claim(request);
            ports.clock().advance(Duration.ofSeconds(30));
            raceFor(request);
        }
    }

    /** Sends a request many times at once: one runs, the others are refused or get its answer. */
    private void raceFor(IdempotentRequests.Request request) {
        var requests = gatehouse.useCases().idempotentRequests();
        var ran = new AtomicInteger();
        Set<String> answers = ConcurrentHashMap.newKeySet();

        var outcomes = Outcomes.ofMany(AT_ONCE, () -> {
            switch (requests.claim(request)) {
                case Decision.Claimed claimed -> {
                    var answer = "ran " + ran.incrementAndGet();
                    requests.keep(claimed, answer.getBytes(UTF_8), null);
                }
                case Decision.Answered(var answer) -> answers.add(new String(answer, UTF_8));
            }
        });

        assertThat(ran).hasValue(1);
        assertThat(outcomes.keySet()).isSubsetOf(DONE, Reason.IDEMPOTENCY_IN_PROGRESS.name());
        assertThat(answers).isSubsetOf("ran 1");
        assertThat(requests.claim(request))
                .isInstanceOfSatisfying(
                        Decision.Answered.class,
                        answered -> assertThat(answered.answer()).asString().isEqualTo("ran 1"));
    }

    private static IdempotentRequests.Request request(String key) {
        return new IdempotentRequests.Request(
                "POST /api/register", new Sender.Stranger("192.0.2.1"), key, "{}".getBytes(UTF_8));
    }

    private List<String> threeTokensOfTwoRegistrations(EmailAddress address) {
        registerByMail(address, PASSWORD);
        var first = gatehouse.tokenOf(MailTemplate.VERIFY_EMAIL);
        verified.resendVerification().resend(address);
        var firstAgain = gatehouse.tokenOf(MailTemplate.VERIFY_EMAIL);
        registerByMail(address, NEW_PASSWORD);
        return List.of(first, firstAgain, gatehouse.tokenOf(MailTemplate.VERIFY_EMAIL));
    }

    private void registerByMail(EmailAddress address, Password password) {
        verified.register().register(new Register.Request(address, password, Locale.ENGLISH), Samples.CLIENT);
    }

    private void verify(String token) {
        gatehouse.useCases().verifyEmail().verify(token, TestGatehouse.evidence(PASSWORD), Samples.CLIENT);
    }

    private String signInUnthrottled(Password password) {
        var address = new Throttle(ports.keyedHash(), ports.sources()).address(email.key());
        gatehouse.store(stores -> stores.failedAttempts().clear(address));
        return Outcomes.of(() -> verified.signInWithPassword().signIn(attempt(password), Samples.CLIENT));
    }

    private UUID accountId(io.gatehouse.domain.work.Stores stores) {
        return stores.accounts().byEmail(email.key()).orElseThrow().id();
    }

    private Rotation rotation(RefreshToken token) {
        return ports.stores()
                .run(stores -> stores.sessions().find(token.sessionId()))
                .orElseThrow()
                .session()
                .rotation();
    }

    private RefreshToken openSession() {
        return gatehouse
                .useCases()
                .signInWithPassword()
                .signIn(attempt(PASSWORD), Samples.CLIENT)
                .tokens()
                .refreshToken();
    }

    /** Returns the text of the next token. */
    private String refresh(RefreshToken token) {
        return gatehouse
                .useCases()
                .refreshSession()
                .refresh(token, Samples.CLIENT)
                .refreshToken()
                .text();
    }

    private Attempt attempt(Password password) {
        return new Attempt(email, password, null);
    }

    private long count(String rows) {
        try (var connection = RealServers.connect(database);
                var result = connection.createStatement().executeQuery("SELECT count(*) FROM " + rows)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Password password(int number) {
        return new Password("password " + number);
    }
}
