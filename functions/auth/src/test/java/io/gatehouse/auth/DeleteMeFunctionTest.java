package io.gatehouse.auth;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.code;
import static io.gatehouse.web.testing.Gateway.errors;
import static io.gatehouse.web.testing.Gateway.json;
import static io.gatehouse.web.testing.Gateway.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.session.Caller;
import io.gatehouse.web.testing.TestApi;
import org.junit.jupiter.api.Test;

class DeleteMeFunctionTest {
    private final TestApi gatehouse = new TestApi();
    private final DeleteMeFunction deleteMe = new DeleteMeFunction(gatehouse.api());
    private final Caller ada = gatehouse.signUp();

    @Test
    void deletesTheAccount() {
        var answer = answer(gatehouse.event("delete-me", ada), deleteMe);

        assertThat(answer.getStatusCode()).isEqualTo(202);
        assertThat(json(answer)).isEqualTo(json("{\"status\":\"accepted\"}"));
        assertThat(gatehouse.gatehouse().isSignedIn(ada)).isFalse();
        assertThat(gatehouse.gatehouse().account(TestApi.ADA)).isEmpty();
    }

    @Test
    void reportsAllInvalidFieldsTogether() {
        var answer = answer(withBody(gatehouse.event("delete-me", ada), "{\"password\": 7, \"sure\": true}"), deleteMe);

        assertThat(errors(answer)).containsExactlyInAnyOrder("password wrong_type", "sure unknown");
    }

    @Test
    void refusesAWrongPassword() {
        var answer = answer(
                withBody(gatehouse.event("delete-me", ada), "{\"password\": \"a lantern beside eight rivers\"}"),
                deleteMe);

        assertThat(answer.getStatusCode()).isEqualTo(403);
        assertThat(code(answer)).isEqualTo("wrong_password");
        assertThat(gatehouse.gatehouse().isSignedIn(ada)).isTrue();
    }
}
