package io.gatehouse.domain.sessions;

import static io.gatehouse.domain.testing.Outcomes.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.sessions.SignOut.Scope;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.testing.TestRules;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EndSessionTest {
    private final TestGatehouse gatehouse = new TestGatehouse();
    private final EmailAddress email =
            gatehouse.register(Samples.freshAddress()).email();
    private final Caller caller = gatehouse.signIn(email);

    @Test
    @Tag("ASVS-7.5.2")
    void oneSessionEndsAtOnceAndTheOthersGoOn() {
        var ended = gatehouse.signIn(email);
        var other = gatehouse.signIn(email);

        end(ended.sessionId());

        assertThat(gatehouse.isSignedIn(ended)).isFalse();
        assertThat(gatehouse.isSignedIn(other)).isTrue();
        assertThat(gatehouse.isSignedIn(caller)).isTrue();
        assertThat(gatehouse.audited()).endsWith("session_ended");
        assertThat(gatehouse.rows().outbox()).isEmpty();
    }

    @Test
    void theCallersOwnSessionCanBeEnded() {
        end(caller.sessionId());

        assertThat(gatehouse.isSignedIn(caller)).isFalse();
    }

    @Test
    void aSessionIsEndedOnce() {
        var ended = gatehouse.signIn(email);
        end(ended.sessionId());

        assertNotFound(ended.sessionId());
    }

    @Test
    @Tag("ASVS-8.2.2")
    void anotherUsersSessionIsNotFoundAndGoesOn() {
        var stranger =
                gatehouse.signIn(gatehouse.register(Samples.freshAddress()).email());

        assertNotFound(stranger.sessionId());

        assertThat(gatehouse.isSignedIn(stranger)).isTrue();
    }

    @Test
    void anUnknownSessionIsNotFound() {
        assertNotFound(Samples.IDS.next());
    }

    @Test
    void anExpiredSessionIsNotFound() {
        var expired = gatehouse.signIn(email);
        gatehouse.ports().clock().advance(TestRules.LIFETIMES.idle());

        assertNotFound(expired.sessionId());
    }

    @Test
    void aSessionOfAnEarlierEpochIsNotFound() {
        var ended = gatehouse.signIn(email);
        gatehouse.useCases().signOut().signOut(caller, Scope.OTHERS, Samples.CLIENT);

        assertNotFound(ended.sessionId());
    }

    private void assertNotFound(UUID sessionId) {
        assertRefused(Reason.SESSION_NOT_FOUND, () -> end(sessionId));
    }

    private void end(UUID sessionId) {
        gatehouse.useCases().endSession().end(caller, sessionId, Samples.CLIENT);
    }
}
