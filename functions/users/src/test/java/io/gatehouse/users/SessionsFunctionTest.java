package io.gatehouse.users;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.json;
import static io.gatehouse.web.testing.Gateway.names;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.testing.Samples;
import io.gatehouse.web.testing.TestApi;
import org.junit.jupiter.api.Test;

class SessionsFunctionTest {
    private final TestApi gatehouse = new TestApi();
    private final SessionsFunction sessions = new SessionsFunction(gatehouse.api());

    @Test
    void listsEverySessionAndMarksTheCurrentOne() {
        var here = gatehouse.signUp();
        var elsewhere = gatehouse.gatehouse().signIn(TestApi.ADA);

        var answer = answer(gatehouse.event("sessions", here), sessions);

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(names(json(answer))).containsExactly("sessions");
        assertThat(json(answer).path("sessions"))
                .hasSize(2)
                .allSatisfy(session -> assertThat(names(session))
                        .containsExactly("id", "current", "createdAt", "lastUsedAt", "expiresAt", "ip", "userAgent"));
        assertThat(json(answer).path("sessions"))
                .extracting(session -> session.path("id").asText() + " " + session.path("current"))
                .containsExactlyInAnyOrder(here.sessionId() + " true", elsewhere.sessionId() + " false");
        assertThat(json(answer).at("/sessions/0/ip").asText()).isEqualTo(Samples.CLIENT.ip());
    }
}
