package io.gatehouse.auth;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.code;
import static io.gatehouse.web.testing.Gateway.errors;
import static io.gatehouse.web.testing.Gateway.event;
import static io.gatehouse.web.testing.Gateway.with;
import static io.gatehouse.web.testing.Gateway.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.session.Caller;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.web.testing.TestApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endsTheSessionOfARefreshTokenWhateverTheBearerIs(boolean hasBearer) {
        var event = withBody(event("logout"), "{\"refreshToken\": \"%s\"}".formatted(refreshTokenOf(ada)));
        with(event, "authorization", hasBearer ? "Bearer long expired" : null);

        var answer = answer(event, logout);

        assertThat(answer.getStatusCode()).isEqualTo(204);
        assertThat(gatehouse.gatehouse().isSignedIn(ada)).isFalse();
        assertThat(gatehouse.gatehouse().isSignedIn(elsewhere)).isTrue();
        assertThat(answer(event, logout).getStatusCode()).as("again").isEqualTo(204);
    }

    @Test
    void aForgedRefreshTokenEndsNothingAndCountsOnItsAddress() {
        var limited = new TestApi(TestRules.UNLIMITED.requests(1, 1));
        var caller = limited.signUp();
        var limitedLogout = new LogoutFunction(limited.api());
        var forged = withBody(limited.event("logout", caller), "{\"refreshToken\": \"forged\"}");

        assertThat(answer(forged, limitedLogout).getStatusCode()).isEqualTo(204);
        assertThat(answer(forged, limitedLogout).getStatusCode()).isEqualTo(429);
        assertThat(limited.gatehouse().isSignedIn(caller)).isTrue();
    }

    @Test
    void takesNoScopeBesideARefreshToken() {
        var event = withBody(
                gatehouse.event("logout", ada),
                "{\"refreshToken\": \"%s\", \"scope\": \"this\"}".formatted(refreshTokenOf(ada)));

        assertThat(errors(answer(event, logout))).containsExactly("scope conflicting");
        assertThat(gatehouse.gatehouse().isSignedIn(ada)).isTrue();
    }

    @Test
    void refusesABodyThatIsNoObjectBeforeItLooksForAToken() {
        assertThat(code(answer(withBody(event("logout"), "[]"), logout))).isEqualTo("invalid_json");
    }

    private String refreshTokenOf(Caller caller) {
        var session = gatehouse.gatehouse().rows().sessions().stream()
                .filter(s -> s.id().equals(caller.sessionId()))
                .findFirst()
                .orElseThrow();
        return gatehouse.useCases().refreshTokens().newest(session).text();
    }
}
