package io.gatehouse.users;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.code;
import static io.gatehouse.web.testing.Gateway.errors;
import static io.gatehouse.web.testing.Gateway.json;
import static io.gatehouse.web.testing.Gateway.with;
import static io.gatehouse.web.testing.Gateway.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
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
    void localeCannotBeRemoved() {
        var answer = answer(withBody(gatehouse.event("update-me", ada), "{\"locale\": null}"), updateMe);

        assertThat(errors(answer)).containsExactly("locale wrong_type");
    }

    @Test
    void absentBodyChangesNothing() {
        var before = tag(answer(gatehouse.event("me", ada), new MeFunction(gatehouse.api())));

        assertThat(tag(answer(withBody(gatehouse.event("update-me", ada), null), updateMe)))
                .isEqualTo(before);
    }

    @Test
    void changesTheVersionThatIfMatchNames() {
        var first = answer(gatehouse.event("update-me", ada), updateMe);
        var renaming = withBody(gatehouse.event("update-me", ada), "{\"displayName\": \"Countess\"}");

        var second = answer(with(renaming, "if-match", tag(first)), updateMe);
        assertThat(second.getStatusCode()).isEqualTo(200);

        var stale = answer(with(renaming, "if-match", "\"other\", " + tag(first)), updateMe);
        assertThat(stale.getStatusCode()).isEqualTo(412);
        assertThat(code(stale)).isEqualTo("precondition_failed");
        assertThat(answer(with(renaming, "if-match", "W/" + tag(second)), updateMe)
                        .getStatusCode())
                .as("a weak tag")
                .isEqualTo(412);
        assertThat(answer(with(renaming, "if-match", "*"), updateMe).getStatusCode())
                .isEqualTo(200);
        assertThat(tag(answer(gatehouse.event("me", ada), new MeFunction(gatehouse.api()))))
                .as("nothing was changed")
                .isEqualTo(tag(second));
    }

    private static String tag(APIGatewayV2HTTPResponse answer) {
        return answer.getHeaders().get("ETag");
    }

    @Test
    void reportsAllInvalidFieldsTogether() {
        var answer = answer(withBody(gatehouse.event("update-me", ada), """
                        {"displayName": "", "locale": "klingonic!", "roles": ["admin"]}"""), updateMe);

        assertThat(errors(answer))
                .containsExactlyInAnyOrder("displayName wrong_length", "locale invalid_locale", "roles unknown");
    }
}
