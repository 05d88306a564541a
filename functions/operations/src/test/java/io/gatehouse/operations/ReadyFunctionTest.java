package io.gatehouse.operations;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.event;
import static io.gatehouse.web.testing.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.domain.errors.Unavailable;
import io.gatehouse.domain.testing.SettableClock;
import io.gatehouse.web.testing.Gateway;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadyFunctionTest {
    private static final Runnable UP = () -> {};
    private static final Runnable DOWN = () -> {
        throw new Unavailable("canary");
    };

    private final SettableClock clock = new SettableClock();

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

    @Test
    void resultIsKeptForFiveSeconds() {
        var checks = new AtomicInteger();
        var function = function(checks::incrementAndGet, UP);

        answer(event("ready"), function);
        clock.advance(Duration.ofMillis(4_999));
        answer(event("ready-head"), function);
        assertThat(checks).hasValue(1);

        clock.advance(Duration.ofMillis(1));
        answer(event("ready"), function);
        assertThat(checks).hasValue(2);
    }

    @Test
    void outageIsSeenWhenTheResultIsOld() {
        var outage = new AtomicBoolean();
        var function = function(() -> (outage.get() ? DOWN : UP).run(), UP);

        assertThat(answer(event("ready"), function).getStatusCode()).isEqualTo(200);
        outage.set(true);
        clock.advance(Duration.ofSeconds(5));
        assertThat(answer(event("ready"), function).getStatusCode()).isEqualTo(503);
        outage.set(false);
        clock.advance(Duration.ofSeconds(5));
        assertThat(answer(event("ready"), function).getStatusCode()).isEqualTo(200);
    }

    @Test
    void requestsAtOnceShareOneCheck() throws InterruptedException {
        var checks = new AtomicInteger();
        var function = function(checks::incrementAndGet, UP);

        var requests = IntStream.range(0, 20)
                .mapToObj(_ -> Thread.startVirtualThread(() -> answer(event("ready"), function)))
                .toList();
        for (var request : requests) {
            request.join();
        }

        assertThat(checks).hasValue(1);
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private APIGatewayV2HTTPResponse ready(Runnable database, Runnable cache) {
        return answer(event("ready"), function(database, cache));
    }

    private ReadyFunction function(Runnable database, Runnable cache) {
        var dependencies = List.of(new Dependency("database", true, database), new Dependency("cache", false, cache));
        return new ReadyFunction(dependencies, clock, Gateway.ISSUER);
    }
}
