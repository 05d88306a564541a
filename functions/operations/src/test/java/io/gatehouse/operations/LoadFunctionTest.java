package io.gatehouse.operations;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.event;
import static io.gatehouse.web.testing.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadFunctionTest {
    @Test
    void countsTheInvocationsOfItsExecutionEnvironment() {
        var function = new LoadFunction();

        var first = json(answer(event("load"), function));
        assertThat(first.path("instance").asText()).isEqualTo("2026/11/23/[1]0f2d7e58");
        assertThat(first.path("invocations").asInt()).isEqualTo(1);
        assertThat(first.path("millis").isIntegralNumber()).isTrue();

        assertThat(json(answer(event("load"), function)).path("invocations").asInt())
                .isEqualTo(2);
    }
}
