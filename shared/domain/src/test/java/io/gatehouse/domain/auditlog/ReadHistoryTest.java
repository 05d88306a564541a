package io.gatehouse.domain.auditlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.Role;
import io.gatehouse.domain.audit.Actor.Kind;
import io.gatehouse.domain.audit.AuditEntry;
import io.gatehouse.domain.audit.AuditHistory.Event;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.testing.Samples;
import io.gatehouse.domain.testing.TestGatehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ASVS-16.3.1")
class ReadHistoryTest {
    private final TestGatehouse gatehouse = new TestGatehouse();
    private final ReadHistory history = gatehouse.useCases().readHistory();
    private final EmailAddress email = Samples.freshAddress();

    @Test
    void theHistoryIncludesAttemptsFromBeforeTheAccount() {
        signIn(TestGatehouse.PASSWORD);
        register();
        signIn(TestGatehouse.WRONG_PASSWORD);
        signIn(TestGatehouse.PASSWORD);
        gatehouse.verify(gatehouse.account(email).orElseThrow());
        gatehouse.useCases().administerAccount().grant(email, Role.MAILER);

        var events = history.read(email, null, 10);

        assertThat(events)
                .extracting(Event::action)
                .containsExactly("sign_in_failed", "registered", "sign_in_failed", "signed_in", "role_granted");
        assertThat(events)
                .extracting(Event::detail)
                .containsExactly("invalid_credentials", null, "invalid_credentials", null, "mailer");
        assertThat(events)
                .extracting(Event::actor)
                .containsExactly(Kind.USER, Kind.USER, Kind.USER, Kind.USER, Kind.OPERATOR);
        assertThat(events).extracting(Event::beforeAccount).containsExactly(true, false, false, false, false);
        assertThat(events)
                .extracting(Event::client)
                .containsExactly(null, Samples.CLIENT, Samples.CLIENT, Samples.CLIENT, null);
        assertThat(history.read(Samples.freshAddress(), null, 10)).isEmpty();
    }

    @Test
    void pagesNeitherLoseNorRepeatEvents() {
        signIn(TestGatehouse.PASSWORD);
        register();
        for (var i = 0; i < 4; i++) {
            signIn(TestGatehouse.WRONG_PASSWORD);
        }
        var whole = history.read(email, null, 10);
        var pages = new ArrayList<Event>();
        for (var page = page(null); !page.isEmpty(); page = page(pages.getLast().id())) {
            pages.addAll(page);
        }
        assertThat(pages).hasSize(6).containsExactlyElementsOf(whole);
    }

    @Test
    void aTamperedOriginHidesNothingElse() {
        register();
        var entry = gatehouse.rows().auditLog().getFirst();
        gatehouse.store(stores -> stores.auditLog()
                .add(new AuditEntry(
                        entry.id(),
                        entry.at(),
                        entry.subject(),
                        entry.action(),
                        entry.actor(),
                        entry.actorId(),
                        entry.detail(),
                        new byte[] {0})));
        assertThat(history.read(email, null, 10)).singleElement().satisfies(event -> {
            assertThat(event.action()).isEqualTo("registered");
            assertThat(event.client()).isNull();
        });
    }

    private List<Event> page(@Nullable UUID after) {
        return history.read(email, after, 2);
    }

    private void register() {
        gatehouse.register(email);
    }

    private void signIn(Password password) {
        var _ = catchThrowable(() -> gatehouse.signIn(email, password));
    }
}
