package io.gatehouse.users;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.code;
import static io.gatehouse.web.testing.Gateway.errors;
import static io.gatehouse.web.testing.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.Role;
import io.gatehouse.domain.session.Caller;
import io.gatehouse.web.testing.TestApi;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserFunctionTest {
    private final TestApi gatehouse = new TestApi();
    private final UserFunction user = new UserFunction(gatehouse.api());
    private final Caller ada = gatehouse.signUp();

    @Test
    void usersReadTheirOwnRecord() {
        var answer = answer(withId(ada, ada.accountId().toString()), user);

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(json(answer).path("email").asText()).isEqualTo("ada@example.com");
        assertThat(answer.getHeaders()).containsKeys("ETag", "X-Cache");
    }

    @Test
    void usersCannotReadOtherRecords() {
        var answer = answer(gatehouse.event("user", ada), user);

        assertThat(answer.getStatusCode()).isEqualTo(403);
        assertThat(code(answer)).isEqualTo("forbidden");
    }

    @Test
    void administratorsGet404ForAnUnknownUser() {
        gatehouse.verifyAddress(ada);
        gatehouse.useCases().administerAccount().grant(TestApi.ADA, Role.ADMIN);

        var answer = answer(gatehouse.event("user", ada), user);

        assertThat(answer.getStatusCode()).isEqualTo(404);
        assertThat(code(answer)).isEqualTo("user_not_found");
    }

    @Test
    void everyReaderGetsTheSameStrongTag() {
        var admin = gatehouse.signUp(EmailAddress.parse("admin@example.com"));
        gatehouse.verifyAddress(admin);
        gatehouse.useCases().administerAccount().grant(admin.account().email(), Role.ADMIN);
        var patched = tag(answer(gatehouse.event("update-me", ada), new UpdateMeFunction(gatehouse.api())));

        gatehouse.ports().accountLookup().forget(ada.accountId());
        assertThat(patched).matches("\"[^\"]+\"").contains(ada.accountId().toString());
        for (var reader : List.of(admin, ada)) {
            for (var cache : List.of("miss", "hit")) {
                var answer = answer(withId(reader, ada.accountId().toString()), user);
                assertThat(tag(answer)).as(cache).isEqualTo(patched);
            }
            assertThat(tag(answer(gatehouse.event("me", ada), new MeFunction(gatehouse.api()))))
                    .isEqualTo(patched);
            gatehouse.ports().accountLookup().forget(ada.accountId());
        }
    }

    private static String tag(APIGatewayV2HTTPResponse answer) {
        return answer.getHeaders().get("ETag");
    }

    @Test
    void refusesAnIdThatIsNotAUuid() {
        assertThat(errors(answer(withId(ada, "me"), user))).containsExactly("id invalid_uuid");
    }

    private APIGatewayV2HTTPEvent withId(Caller caller, String id) {
        var event = gatehouse.event("user", caller);
        event.setPathParameters(Map.of("id", id));
        return event;
    }
}
