package io.gatehouse.operations;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.event;
import static io.gatehouse.web.testing.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.domain.errors.Unavailable;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ReadyFunctionTest {
    private static final Runnable UP = () -> {};
    private static final Runnable DOWN = () -> {
        throw new Unavailable("canary");
    };

    @Test
    void serviceIsUpWhenEverythingIs() {
        var answer = ready(UP, UP);

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(json(answer).path("status").asText()).isEqualTo("up");
        assertThat(json(answer).at("/checks/database/status").asText()).isEqualTo("up");
        assertThat(json(answer).at("/checks/database/millis").isIntegralNumber())
                .isTrue();
        assertThat(json(answer).at("/checks/cache/status").asText()).isEqualTo("up");
    }

    @Test
    void serviceIsDegradedWithoutWhatItDoesNotNeed() {
        var answer = ready(UP, DOWN);

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(json(answer).path("status").asText()).isEqualTo("degraded");
        assertThat(json(answer).at("/checks/cache/status").asText()).isEqualTo("degraded");
        assertThat(answer.getBody()).doesNotContain("canary");
    }

    @Test
    void serviceIsDownWithoutWhatItNeeds() {
        var answer = ready(DOWN, UP);

        assertThat(answer.getStatusCode()).isEqualTo(503);
        assertThat(answer.getHeaders()).containsEntry("Retry-After", "2");
        assertThat(json(answer).path("status").asText()).isEqualTo("down");
        assertThat(json(answer).at("/checks/database/status").asText()).isEqualTo("down");
        assertThat(json(answer).at("/checks/cache/status").asText()).isEqualTo("up");
    }

    @Test
    void dependencyThatDoesNotAnswerInTimeIsDown() {
        var answer = ready(ReadyFunctionTest::hang, ReadyFunctionTest::hang);

        assertThat(answer.getStatusCode()).isEqualTo(503);
        assertThat(json(answer).at("/checks/database/status").asText()).isEqualTo("down");
        assertThat(json(answer).at("/checks/cache/status").asText()).isEqualTo("degraded");
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static APIGatewayV2HTTPResponse ready(Runnable database, Runnable cache) {
        var function = new ReadyFunction(
                List.of(new Dependency("database", true, database), new Dependency("cache", false, cache)));
        return answer(event("ready"), function);
    }
}
