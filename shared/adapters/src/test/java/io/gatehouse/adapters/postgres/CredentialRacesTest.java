package io.gatehouse.adapters.postgres;

import static io.gatehouse.domain.testing.Outcomes.DONE;
import static io.gatehouse.domain.testing.TestGatehouse.NEW_PASSWORD;
import static io.gatehouse.domain.testing.TestGatehouse.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapters.RealServers;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.address.ConfirmEmailChange.Result;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.mail.MailTemplate;
import io.gatehouse.domain.requests.IdempotentRequests.Decision;
import io.gatehouse.domain.requests.IdempotentRequests.Request;
import io.gatehouse.domain.requests.IdempotentRequests.Sender;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.testing.InMemoryPorts;
import io.gatehouse.domain.testing.Outcomes;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.domain.wiring.UseCases;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Many requests at once that change a password, an address or the existence of an account. */
@ParameterizedClass
@ValueSource(strings = {"read committed", "repeatable read"})
@Tag("ASVS-15.4.2")
class CredentialRacesTest {
    private static final int ROUNDS = 10;
    private static final int AT_ONCE = 64;
    private static final String INVALID_LINK = Reason.INVALID_OR_EXPIRED_TOKEN.name();

    @Parameter
    String isolation;

    private final ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor();
    private URI database;
    private TestGatehouse gatehouse;
    private UseCases useCases;

    @BeforeEach
    void connect() {
        database = RealServers.databaseAt(isolation);
        gatehouse = new TestGatehouse(new InMemoryPorts(RealServers.transactions(database)), TestRules.UNLIMITED);
        useCases = gatehouse.useCases();
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Test
    void oneOfManyChangesOfAPasswordWithOneProofSucceeds() {
        var account = gatehouse.register(Samples.freshAddress());
        var caller = gatehouse.signIn(account.email());
        var proof = gatehouse.proof(caller);

        var outcomes = Outcomes.ofMany(
                AT_ONCE, () -> useCases.changePassword().changePassword(caller, proof, NEW_PASSWORD, Samples.CLIENT));

        assertThat(outcomes).isEqualTo(Map.of(DONE, 1L, Reason.WRONG_PASSWORD.name(), AT_ONCE - 1L));
        assertThat(count("audit_log WHERE action = 'password_changed'")).isEqualTo(1);
        assertThat(count("credentials")).isEqualTo(1);
        assertThat(gatehouse.isSignedIn(caller)).isTrue();
    }

    @Test
    void oneOfManyUsesOfALinkToANewPasswordSucceeds() {
        var account = gatehouse.register(Samples.freshAddress());
        var token = resetToken(account);

        var outcomes = Outcomes.ofMany(AT_ONCE, () -> reset(token, NEW_PASSWORD));

        assertThat(outcomes).isEqualTo(Map.of(DONE, 1L, INVALID_LINK, AT_ONCE - 1L));
        assertThat(count("audit_log WHERE action = 'password_reset'")).isEqualTo(1);
        assertThat(count("mails WHERE template = 'password-changed'")).isEqualTo(1);
    }

    /** Also when the sign-in has read the password before the reset and opens its session after it. */
    @Test
    void noSessionOfTheOldPasswordOutlivesAReset() {
        var account = gatehouse.register(Samples.freshAddress());
        var current = PASSWORD;
        for (var round = 0; round < ROUNDS; round++) {
            var before = current;
            var after = new Password("password number " + round);
            var token = resetToken(account);

            var signIn = signInMeanwhile(account.email(), before);
            reset(token, after);

            var caller = signIn.join();
            assertThat(caller != null && gatehouse.isSignedIn(caller)).isFalse();
            current = after;
        }
    }

    @Test
    void eachOwnersConsentToAChangeOfAddressCountsOnce() {
        var account = gatehouse.registerVerified(Samples.freshAddress());
        var newEmail = Samples.freshAddress();
        var tokens = emailChangeTokens(account, newEmail);
        var turn = new AtomicInteger();
        var changes = new AtomicInteger();

        var outcomes = Outcomes.ofMany(AT_ONCE, () -> {
            var token = tokens[turn.getAndIncrement() % 2];
            if (useCases.confirmEmailChange().confirm(token, TestGatehouse.evidence(PASSWORD), Samples.CLIENT)
                    == Result.CHANGED) {
                changes.incrementAndGet();
            }
        });

        assertThat(outcomes).isEqualTo(Map.of(DONE, 2L, INVALID_LINK, AT_ONCE - 2L));
        assertThat(changes).hasValue(1);
        assertThat(gatehouse.account(newEmail)).isPresent();
        assertThat(count("audit_log WHERE action = 'email_changed'")).isEqualTo(1);
        assertThat(count("mails WHERE template = 'email-changed'")).isEqualTo(1);
    }

    @Test
    @Tag("ASVS-6.3.1")
    void aLinkTakesNoMoreThanFiveWrongPasswordsAtOnce() {
        gatehouse.register(Samples.freshAddress());
        var token = gatehouse.tokenOf(MailTemplate.WELCOME);
        var wrong = TestGatehouse.evidence(TestGatehouse.WRONG_PASSWORD);

        var outcomes = Outcomes.ofMany(AT_ONCE, () -> useCases.verifyEmail().verify(token, wrong, Samples.CLIENT));

        assertThat(outcomes).containsEntry(Reason.WRONG_PASSWORD.name(), 5L);
        assertThat(outcomes.keySet())
                .isSubsetOf(Reason.WRONG_PASSWORD.name(), INVALID_LINK, Outcomes.TOO_MANY_ATTEMPTS);
        assertThat(count("audit_attempts WHERE action = 'password_check_failed'"))
                .isEqualTo(5);
    }

    @Test
    @Tag("GDPR-17")
    void aSignInThatRacesADeletionLeavesNothingBehind() {
        for (var round = 0; round < ROUNDS; round++) {
            var account = gatehouse.register(Samples.freshAddress());
            var proof = gatehouse.proof(gatehouse.signIn(account.email()));

            var signIn = signInMeanwhile(account.email(), PASSWORD);
            useCases.deleteAccount().delete(proof, Samples.CLIENT);
            signIn.join();

            sweep();
            gatehouse.deliverMails();
            var contents = RealServers.contents(database);
            assertThat(contents).doesNotContain(account.email().address());
            for (var table : new String[] {"accounts", "credentials", "sessions", "mail_tokens", "outbox"}) {
                assertThat(count(table)).as(table).isZero();
            }
        }
    }

    @Test
    @Tag("GDPR-17")
    void anAnswerThatRacesADeletionIsNotKept() {
        var requests = useCases.idempotentRequests();
        for (var round = 0; round < ROUNDS; round++) {
            var account = gatehouse.register(Samples.freshAddress());
            var proof = gatehouse.proof(gatehouse.signIn(account.email()));
            var request = new Request(
                    "POST /api/register", new Sender.Stranger("192.0.2.1"), "round-" + round, new byte[] {1});
            var claimed = (Decision.Claimed) requests.claim(request);

            var keeping = CompletableFuture.runAsync(() -> requests.keep(claimed, new byte[] {1}, account.id()), pool);
            useCases.deleteAccount().delete(proof, Samples.CLIENT);
            keeping.join();

            sweep();
            assertThat(count("idempotency_keys")).isZero();
        }
    }

    @Test
    void oneOfManyDeletionsSucceeds() {
        var account = gatehouse.register(Samples.freshAddress());
        var proof = gatehouse.proof(gatehouse.signIn(account.email()));

        var outcomes = Outcomes.ofMany(AT_ONCE, () -> useCases.deleteAccount().delete(proof, Samples.CLIENT));

        assertThat(outcomes).isEqualTo(Map.of(DONE, 1L, Reason.INVALID_TOKEN.name(), AT_ONCE - 1L));
        sweep();
        assertThat(count("audit_log WHERE action = 'deletion_requested'")).isEqualTo(1);
        assertThat(count("audit_log WHERE action = 'erased'")).isEqualTo(1);
        assertThat(count("accounts")).isZero();
    }

    /** The session that a sign-in opens; null when it is refused. */
    private CompletableFuture<@Nullable Caller> signInMeanwhile(EmailAddress email, Password password) {
        return CompletableFuture.supplyAsync(() -> gatehouse.signIn(email, password), pool)
                .handle((caller, refusal) -> caller);
    }

    private String resetToken(Account account) {
        useCases.forgotPassword().mailLink(account.email());
        return gatehouse.tokenOf(MailTemplate.RESET_PASSWORD);
    }

    private void reset(String token, Password password) {
        useCases.resetPassword().reset(token, password, Samples.CLIENT);
    }

    private String[] emailChangeTokens(Account account, EmailAddress newEmail) {
        var caller = gatehouse.signIn(account.email());
        gatehouse.deliverMails();
        useCases.requestEmailChange().request(caller, gatehouse.proof(caller), newEmail, Samples.CLIENT);
        return gatehouse.deliverMails().stream()
                .map(sent -> Objects.requireNonNull(sent.token()))
                .toArray(String[]::new);
    }

    private void sweep() {
        gatehouse.ports().clock().advance(Duration.ofMinutes(1));
        useCases.outboxDispatcher().sweep();
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
}
