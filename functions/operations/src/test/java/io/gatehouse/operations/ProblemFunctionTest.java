package io.gatehouse.operations;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.code;
import static io.gatehouse.web.testing.Gateway.event;
import static io.gatehouse.web.testing.Gateway.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.gatehouse.domain.errors.Reason;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemFunctionTest {
    private final ProblemFunction problem = new ProblemFunction();

    @ParameterizedTest
    @EnumSource
    void everyReasonHasAPageForSharedCaches(Reason reason) {
        var answer = answer(of(reason.code()), problem);

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getHeaders())
                .containsEntry("Content-Type", "text/html; charset=utf-8")
                .containsEntry("Cache-Control", "public, max-age=86400")
                .containsEntry("Vary", "Origin");
        assertThat(answer.getBody()).contains(reason.explanation(), reason.advice());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "canary", "INTERNAL", "internal ", "<script>canary</script>", "%63anary"})
    void otherCodesAreNotFoundAndNotRepeated(String code) {
        var answer = answer(of(code), problem);

        assertThat(answer.getStatusCode()).isEqualTo(404);
        assertThat(code(answer)).isEqualTo("not_found");
        assertThat(answer.toString()).doesNotContain("canary");
        assertThat(answer.getHeaders()).containsEntry("Cache-Control", "no-store");
    }

    @Test
    void pageHasNothingOfTheRequest() {
        var canaries = with(with(of("internal"), "user-agent", "canary"), "referer", "canary");
        canaries.setRawQueryString("canary");
        canaries.getRequestContext().setRequestId("canary");

        assertThat(answer(canaries, problem).getBody()).doesNotContain("canary");
    }

    private static APIGatewayV2HTTPEvent of(String code) {
        var event = with(event("problem"), "accept-encoding", null);
        event.setPathParameters(Map.of("code", code));
        return event;
    }
}
