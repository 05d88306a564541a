package io.gatehouse.domain.signin;

import static io.gatehouse.domain.testing.TestGatehouse.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.errors.Unavailable;
import io.gatehouse.domain.session.AccountLookup;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.session.RefreshToken;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.testing.InMemoryPorts;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.domain.work.Stores;
import io.gatehouse.domain.work.TransactionalStores;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SessionLimitTest {
    private final InMemoryPorts ports = new InMemoryPorts();
    private final TestGatehouse gatehouse = new TestGatehouse(ports, TestRules.UNLIMITED.sessionsPerUser(3));
    private final Account account = gatehouse.register(Samples.freshAddress());

    @Test
    void aSignInBeyondTheLimitEndsTheSessionThatWasNotRefreshedForTheLongestTime() {
        var first = signIn();
        var second = signIn();
        var third = signIn();
        refresh(first);

        var fourth = signIn();

        assertThat(stored()).containsExactlyInAnyOrder(first.sessionId(), third.sessionId(), fourth.sessionId());
        assertThat(isSignedIn(second)).as("it was cached").isFalse();
        assertThat(gatehouse.rows().auditLog().getLast())
                .returns("session_ended", AuditEntry::action)
                .returns("limit", AuditEntry::detail);
        assertThat(gatehouse.rows().outbox()).isEmpty();
    }

    @Test
    void deadSessionsGoFirstAndSilently() {
        var expired = signIn();
        ports.clock().advance(TestRules.LIFETIMES.idle());
        var ofAnEarlierEpoch = signIn();
        gatehouse.useCases().administerAccount().signOut(account.email());
        var live = signIn();

        var next = signIn();
        assertThat(stored())
                .containsExactlyInAnyOrder(ofAnEarlierEpoch.sessionId(), live.sessionId(), next.sessionId());
        var last = signIn();
        assertThat(stored()).containsExactlyInAnyOrder(live.sessionId(), next.sessionId(), last.sessionId());
        assertThat(stored()).doesNotContain(expired.sessionId());
        assertThat(gatehouse.audited()).doesNotContain("session_ended");
    }

    @Test
    void oneSessionIsTheNewest() {
        var single = new TestGatehouse(ports, TestRules.UNLIMITED.sessionsPerUser(1));
        var first = signIn();

        var second = single.signIn(account.email());

        assertThat(single.isSignedIn(second)).isTrue();
        assertThat(isSignedIn(first)).isFalse();
    }

    @Test
    void sessionsOfOthersDoNotCount() {
        var other = gatehouse.register(Samples.freshAddress());
        var theirs = gatehouse.signIn(other.email());
        for (var i = 0; i < 5; i++) {
            signIn();
        }

        assertThat(gatehouse.isSignedIn(theirs)).isTrue();
        assertThat(stored()).hasSize(4);
    }

    @Test
    void aSignInRemovesAtMostTenAndTheNextTheRest() {
        var many = new TestGatehouse(ports, TestRules.UNLIMITED.sessionsPerUser(20));
        for (var i = 0; i < 20; i++) {
            many.signIn(account.email());
        }
        signIn();
        assertThat(stored()).hasSize(11);
        signIn();
        assertThat(stored()).hasSize(3);
    }

    @Test
    void aStoreThatFailsAfterTheSignInDoesNotUndoIt() {
        for (var i = 0; i < 3; i++) {
            signIn();
        }
        var failing = new TestGatehouse(
                new InMemoryPorts(gatehouse.rows(), new WithoutSingleStatements(gatehouse.rows())),
                TestRules.UNLIMITED.sessionsPerUser(3));

        failing.signIn(account.email());
        assertThat(stored()).hasSize(4);
        signIn();
        assertThat(stored()).hasSize(3);
    }

    private record WithoutSingleStatements(TransactionalStores stores) implements TransactionalStores {
        @Override
        public <T> T run(Function<Stores, T> work) {
            return stores.run(work);
        }

        @Override
        public <T> T autoCommit(Function<Stores, T> work) {
            throw new Unavailable("database");
        }
    }

    private List<UUID> stored() {
        return gatehouse.rows().sessions().stream().map(Session::id).toList();
    }

    private RefreshToken signIn() {
        ports.clock().advance(Duration.ofSeconds(1));
        var attempt = new VerifyPassword.Attempt(account.email(), PASSWORD, null);
        var tokens = gatehouse
                .useCases()
                .signInWithPassword()
                .signIn(attempt, Samples.CLIENT)
                .tokens();
        var caller = gatehouse
                .useCases()
                .authenticateCaller()
                .authenticate(tokens.accessToken().token());
        assertThat(gatehouse.isSignedIn(caller)).isTrue();
        return tokens.refreshToken();
    }

    private void refresh(RefreshToken token) {
        ports.clock().advance(Duration.ofSeconds(1));
        gatehouse.useCases().refreshSession().refresh(token, Samples.CLIENT);
    }

    private boolean isSignedIn(RefreshToken token) {
        return gatehouse.isSignedIn(new Caller(new AccountLookup.Found(account, false), token.sessionId()));
    }
}
