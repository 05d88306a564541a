package io.gatehouse.auth;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.errors;
import static io.gatehouse.web.testing.Gateway.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.session.Caller;
import io.gatehouse.web.testing.TestApi;
import org.junit.jupiter.api.Test;

class LogoutFunctionTest {
    private final TestApi gatehouse = new TestApi();
    private final LogoutFunction logout = new LogoutFunction(gatehouse.api());
    private final Caller ada = gatehouse.signUp();
    private final Caller elsewhere = gatehouse.gatehouse().signIn(TestApi.ADA);

    @Test
    void endsTheCallersSessionOnlyWithoutABody() {
        var answer = answer(withBody(gatehouse.event("logout", ada), null), logout);

        assertThat(answer.getStatusCode()).isEqualTo(204);
        assertThat(answer.getBody()).isEmpty();
        assertThat(gatehouse.gatehouse().isSignedIn(ada)).isFalse();
        assertThat(gatehouse.gatehouse().isSignedIn(elsewhere)).isTrue();
    }

    @Test
    void endsTheOtherSessionsWithScopeOthers() {
        var answer = answer(gatehouse.event("logout", ada), logout);

        assertThat(answer.getStatusCode()).isEqualTo(204);
        assertThat(gatehouse.gatehouse().isSignedIn(ada)).isTrue();
        assertThat(gatehouse.gatehouse().isSignedIn(elsewhere)).isFalse();
    }

    @Test
    void reportsAllInvalidFieldsTogether() {
        var answer = answer(withBody(gatehouse.event("logout", ada), "{\"scope\": \"mine\", \"session\": 1}"), logout);

        assertThat(errors(answer)).containsExactlyInAnyOrder("scope unknown_scope", "session unknown");
    }
}
