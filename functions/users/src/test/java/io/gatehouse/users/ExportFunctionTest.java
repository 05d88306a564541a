package io.gatehouse.users;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.body;
import static io.gatehouse.web.testing.Gateway.json;
import static io.gatehouse.web.testing.Gateway.names;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.web.testing.TestApi;
import org.junit.jupiter.api.Test;

class ExportFunctionTest {
    private final TestApi gatehouse = new TestApi();
    private final ExportFunction export = new ExportFunction(gatehouse.api());

    @Test
    void returnsTheCallersDataWithoutSecrets() {
        var ada = gatehouse.signUp();

        var answer = answer(gatehouse.event("export", ada), export);

        assertThat(answer.getStatusCode()).isEqualTo(200);
        var body = json(answer);
        assertThat(names(body))
                .containsExactly(
                        "exportedAt",
                        "account",
                        "sessions",
                        "endedSessions",
                        "emailChange",
                        "mails",
                        "links",
                        "registrations",
                        "failedAttempts",
                        "history",
                        "truncated");
        assertThat(body.at("/account/email").asText()).isEqualTo("ada@example.com");
        assertThat(body.at("/sessions/0/id").asText()).isEqualTo(ada.sessionId().toString());
        assertThat(body.at("/sessions/0/current").asBoolean()).isTrue();
        assertThat(body.at("/sessions/0/amr")).isEqualTo(json("[\"pwd\"]"));
        assertThat(body.at("/mails/0/template").asText()).isEqualTo("welcome");
        assertThat(body.path("history"))
                .extracting(event -> event.path("action").asText())
                .contains("registered", "signed_in");
        assertThat(body.path("truncated")).isEmpty();
        assertThat(body(answer)).doesNotContain("argon2", "refreshKey", "pseudonym", gatehouse.tokenOf(ada));
    }

    @Test
    void listsEndedSessionsApart() {
        var ada = gatehouse.signUp();
        gatehouse.useCases().administerAccount().signOut(TestApi.ADA);
        var again = gatehouse.gatehouse().signIn(TestApi.ADA);

        var body = json(answer(gatehouse.event("export", again), export));

        assertThat(body.path("sessions"))
                .extracting(session -> session.path("id").asText())
                .containsExactly(again.sessionId().toString());
        assertThat(body.path("endedSessions"))
                .extracting(session -> session.path("id").asText())
                .containsExactly(ada.sessionId().toString());
    }
}
