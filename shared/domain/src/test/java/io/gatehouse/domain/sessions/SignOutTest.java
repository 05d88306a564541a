package io.gatehouse.domain.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.sessions.SignOut.Scope;
import io.gatehouse.domain.testing.InMemoryAccountLookup;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.work.Outbox;
import io.gatehouse.domain.work.OutboxDispatcher.Swept;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which sessions each scope ends is part of the model of sessions. */
class SignOutTest {
    private final TestGatehouse gatehouse = new TestGatehouse();

    @Test
    @Tag("ASVS-7.4.1")
    void theSweeperRepeatsAnInvalidationThatTheCacheDidNotConfirm() {
        var account = gatehouse.register(Samples.freshAddress());
        var caller = gatehouse.signIn(account.email());
        var cache = (InMemoryAccountLookup) gatehouse.ports().accountLookup();

        cache.setDown(true);
        gatehouse.useCases().signOut().signOut(caller, Scope.THIS, Samples.CLIENT);
        assertThat(gatehouse.rows().outbox())
                .singleElement()
                .returns(Outbox.Kind.INVALIDATION, Outbox.Entry::kind)
                .returns(caller.sessionId(), Outbox.Entry::subject);

        cache.setDown(false);
        gatehouse.ports().clock().advance(Duration.ofMinutes(1));
        assertThat(gatehouse.useCases().outboxDispatcher().sweep()).isEqualTo(new Swept(1, 0));
        assertThat(gatehouse.rows().outbox()).isEmpty();
        assertThat(gatehouse.isSignedIn(caller)).isFalse();
    }
}
