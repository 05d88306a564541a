package io.gatehouse.users;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.code;
import static io.gatehouse.web.testing.Gateway.errors;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.web.testing.TestApi;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndSessionFunctionTest {
    private final TestApi gatehouse = new TestApi();
    private final EndSessionFunction endSession = new EndSessionFunction(gatehouse.api());
    private final Caller ada = gatehouse.signUp();

    @Test
    void endsASessionOfTheCaller() {
        var elsewhere = gatehouse.gatehouse().signIn(TestApi.ADA);

        var answer = answer(withId(elsewhere.sessionId().toString()), endSession);

        assertThat(answer.getStatusCode()).isEqualTo(204);
        assertThat(gatehouse.gatehouse().isSignedIn(elsewhere)).isFalse();
        assertThat(gatehouse.gatehouse().isSignedIn(ada)).isTrue();
    }

    @Test
    void doesNotFindTheSessionOfAnotherUser() {
        var grace = gatehouse.signUp(EmailAddress.parse("grace@example.com"));

        var answer = answer(withId(grace.sessionId().toString()), endSession);

        assertThat(answer.getStatusCode()).isEqualTo(404);
        assertThat(code(answer)).isEqualTo("session_not_found");
        assertThat(gatehouse.gatehouse().isSignedIn(grace)).isTrue();
    }

    @Test
    void refusesAnIdThatIsNotAUuid() {
        assertThat(errors(answer(withId("this"), endSession))).containsExactly("id invalid_uuid");
    }

    private APIGatewayV2HTTPEvent withId(String id) {
        var event = gatehouse.event("end-session", ada);
        event.setPathParameters(Map.of("id", id));
        return event;
    }
}
