package io.gatehouse.operations;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.event;
import static io.gatehouse.web.testing.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthFunctionTest {
    @Test
    void returnsOkAndTheExecutionEnvironment() {
        var answer = answer(event("health"), new HealthFunction());

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(json(answer)).isEqualTo(json("""
                {"status": "OK", "message": "Hello Scalable World!", "instance": "2026/11/23/[1]0f2d7e58"}"""));
    }

    @Test
    void headIsAnsweredLikeGet() {
        assertThat(answer(event("health-head"), new HealthFunction()).getStatusCode())
                .isEqualTo(200);
    }
}
