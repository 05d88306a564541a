package io.gatehouse.adapters.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gatehouse.adapters.Fixtures;
import io.gatehouse.adapters.Stores;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.Role;
import io.gatehouse.domain.auditlog.ReadHistory;
import io.gatehouse.domain.auditlog.ReadHistory.Event;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.signin.SignIn.Credentials;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ASVS-16.3.1")
class ReadHistoryTest {
    private static final Password PASSWORD = new Password("correct horse battery staple");
    private static final Password WRONG = new Password("incorrect horse battery staple");

    private final UseCases useCases = new UseCases();
    private final ReadHistory history = useCases.readHistory();
    private final EmailAddress email = Fixtures.freshAddress();

    @Test
    void anAddressHasTheHistoryOfItsAccountAndOfWhatWasTriedBeforeThereWasOne() {
        signIn(PASSWORD);
        register();
        signIn(WRONG);
        signIn(PASSWORD);
        useCases.administer().grant(email, Role.MAILER);

        var events = history.of(email, null, 10);

        assertThat(events)
                .extracting(Event::action)
                .containsExactly("sign_in_failed", "registered", "sign_in_failed", "signed_in", "role_granted");
        assertThat(events)
                .extracting(Event::detail)
                .containsExactly("invalid_credentials", null, "invalid_credentials", null, "mailer");
        assertThat(events).extracting(Event::byStranger).containsExactly(true, false, false, false, false);
        assertThat(events)
                .extracting(Event::client)
                .containsExactly(null, Fixtures.CLIENT, Fixtures.CLIENT, Fixtures.CLIENT, null);
        assertThat(history.of(Fixtures.freshAddress(), null, 10)).isEmpty();
    }

    @Test
    void aHistoryIsReadPageByPageWithoutLossOrRepetition() {
        signIn(PASSWORD);
        register();
        for (var i = 0; i < 4; i++) {
            signIn(WRONG);
        }
        var whole = history.of(email, null, 10);
        var pages = new ArrayList<Event>();
        for (var page = page(null); !page.isEmpty(); page = page(pages.getLast().id())) {
            pages.addAll(page);
        }
        assertThat(pages).hasSize(6).containsExactlyElementsOf(whole);
    }

    @Test
    void anOriginThatWasTamperedWithHidesNothingElse() throws SQLException {
        register();
        try (var connection = Stores.connect(useCases.database);
                var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE audit_log SET origin = '\\x00'");
        }
        assertThat(history.of(email, null, 10)).singleElement().satisfies(event -> {
            assertThat(event.action()).isEqualTo("registered");
            assertThat(event.client()).isNull();
        });
    }

    private List<Event> page(@Nullable UUID after) {
        return history.of(email, after, 2);
    }

    private void register() {
        useCases.register().account(email, PASSWORD, Locale.ENGLISH, Fixtures.CLIENT);
    }

    private void signIn(Password password) {
        var _ = catchThrowable(() ->
                useCases.signIn(useCases.hasher, false).with(new Credentials(email, password, null), Fixtures.CLIENT));
    }
}
