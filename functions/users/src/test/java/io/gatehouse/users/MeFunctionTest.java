package io.gatehouse.users;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.json;
import static io.gatehouse.web.testing.Gateway.names;
import static io.gatehouse.web.testing.Gateway.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.web.testing.TestApi;
import org.junit.jupiter.api.Test;

class MeFunctionTest {
    private final TestApi gatehouse = new TestApi();
    private final MeFunction me = new MeFunction(gatehouse.api());

    @Test
    void returnsTheCallersRecordToBeRevalidated() {
        var ada = gatehouse.signUp();

        var answer = answer(gatehouse.event("me", ada), me);

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getHeaders())
                .containsEntry("Cache-Control", "private, no-cache")
                .containsEntry("X-Cache", "hit")
                .containsKey("ETag");
        var body = json(answer);
        assertThat(names(body))
                .containsExactly(
                        "id", "email", "emailVerified", "displayName", "locale", "roles", "createdAt", "updatedAt");
        assertThat(body.path("id").asText()).isEqualTo(ada.accountId().toString());
        assertThat(body.path("email").asText()).isEqualTo("ada@example.com");
        assertThat(body.path("displayName").isNull()).isTrue();
        assertThat(body.path("locale").asText()).isEqualTo("en");
        assertThat(body.path("roles")).isEmpty();
    }

    @Test
    void headerTellsCacheMisses() {
        var ada = gatehouse.signUp();
        gatehouse.ports().accountLookup().forget(ada.accountId());

        assertThat(answer(gatehouse.event("me", ada), me).getHeaders()).containsEntry("X-Cache", "miss");
    }

    @Test
    void returns304ForTheSameRecord() {
        var ada = gatehouse.signUp();
        var tag = answer(gatehouse.event("me", ada), me).getHeaders().get("ETag");

        var again = answer(with(gatehouse.event("me", ada), "if-none-match", tag), me);

        assertThat(again.getStatusCode()).isEqualTo(304);
    }
}
