package io.gatehouse.users;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.errors;
import static io.gatehouse.web.testing.Gateway.json;
import static io.gatehouse.web.testing.Gateway.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.session.Caller;
import io.gatehouse.web.testing.TestApi;
import org.junit.jupiter.api.Test;

class UpdateMeFunctionTest {
    private final TestApi gatehouse = new TestApi();
    private final UpdateMeFunction updateMe = new UpdateMeFunction(gatehouse.api());
    private final Caller ada = gatehouse.signUp();

    @Test
    void returnsTheUpdatedRecord() {
        var answer = answer(gatehouse.event("update-me", ada), updateMe);

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getHeaders())
                .containsEntry("Cache-Control", "private, no-cache")
                .containsKey("ETag");
        assertThat(json(answer).path("displayName").asText()).isEqualTo("Ada Lovelace");
        assertThat(json(answer).path("locale").asText()).isEqualTo("en-GB");
    }

    @Test
    void nullRemovesTheNameAndAbsentFieldsStay() {
        answer(gatehouse.event("update-me", ada), updateMe);

        var answer = answer(withBody(gatehouse.event("update-me", ada), "{\"displayName\": null}"), updateMe);

        assertThat(json(answer).path("displayName").isNull()).isTrue();
        assertThat(json(answer).path("locale").asText()).isEqualTo("en-GB");
    }

    @Test
    void reportsAllInvalidFieldsTogether() {
        var answer = answer(withBody(gatehouse.event("update-me", ada), """
                        {"displayName": "", "locale": "klingonic!", "roles": ["admin"]}"""), updateMe);

        assertThat(errors(answer))
                .containsExactlyInAnyOrder("displayName wrong_length", "locale invalid_locale", "roles unknown");
    }
}
