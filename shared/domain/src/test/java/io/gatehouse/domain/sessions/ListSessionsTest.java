package io.gatehouse.domain.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.session.Session;
import io.gatehouse.domain.sessions.SignOut.Scope;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.testing.TestRules;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ListSessionsTest {
    private final TestGatehouse gatehouse = new TestGatehouse();
    private final EmailAddress email =
            gatehouse.register(Samples.freshAddress()).email();

    @Test
    @Tag("ASVS-7.5.2")
    void theCallersSessionIsListedFirstAndThenTheNewest() {
        var oldest = gatehouse.signIn(email);
        var caller = gatehouse.signIn(email);
        var newest = gatehouse.signIn(email);

        assertThat(listed(caller)).containsExactly(caller.sessionId(), newest.sessionId(), oldest.sessionId());
    }

    @Test
    void aSessionTellsHowWhenAndFromWhereItWasOpened() {
        var caller = gatehouse.signIn(email);

        assertThat(gatehouse.useCases().listSessions().list(caller))
                .singleElement()
                .satisfies(session -> {
                    assertThat(session.client()).isEqualTo(Samples.CLIENT);
                    assertThat(session.createdAt())
                            .isEqualTo(gatehouse.ports().clock().instant());
                    assertThat(session.authentication().methods()).containsExactly("pwd");
                });
    }

    @Test
    void endedAndExpiredSessionsAreNotListed() {
        gatehouse.signIn(email);
        gatehouse.ports().clock().advance(TestRules.LIFETIMES.idle());
        var removed = gatehouse.signIn(email);
        gatehouse.useCases().signOut().signOut(removed, Scope.THIS, Samples.CLIENT);
        var caller = gatehouse.signIn(email);

        assertThat(listed(caller)).containsExactly(caller.sessionId());
    }

    @Test
    void sessionsOfAnEarlierEpochAreNotListed() {
        gatehouse.signIn(email);
        gatehouse.useCases().administerAccount().signOut(email);
        var caller = gatehouse.signIn(email);

        assertThat(listed(caller)).containsExactly(caller.sessionId());
    }

    @Test
    @Tag("ASVS-8.2.2")
    void sessionsOfOthersAreNotListed() {
        var caller = gatehouse.signIn(email);
        gatehouse.signIn(gatehouse.register(Samples.freshAddress()).email());

        assertThat(listed(caller)).containsExactly(caller.sessionId());
    }

    @Test
    void allAreListed() {
        var caller = gatehouse.signIn(email);
        gatehouse.store(stores -> {
            for (var i = 0; i < 1_001; i++) {
                stores.sessions().add(Samples.sessionOf(caller.account()));
            }
        });

        assertThat(listed(caller)).hasSize(1_002).startsWith(caller.sessionId());
    }

    private List<UUID> listed(Caller caller) {
        return gatehouse.useCases().listSessions().list(caller).stream()
                .map(Session::id)
                .toList();
    }
}
