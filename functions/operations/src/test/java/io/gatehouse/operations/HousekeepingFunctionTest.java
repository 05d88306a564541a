package io.gatehouse.operations;

import static io.gatehouse.web.testing.TestApi.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.testing.TestGatehouse;
import io.gatehouse.domain.testing.TestRules;
import io.gatehouse.web.testing.Events;
import io.gatehouse.web.testing.LambdaContext;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HousekeepingFunctionTest {
    private final TestGatehouse gatehouse = new TestGatehouse();
    private final HousekeepingFunction function = new HousekeepingFunction(gatehouse.useCases());

    @Test
    void returnsHowManyRowsOfEachKindItDeleted() {
        gatehouse.signIn(gatehouse.register(ADA).email());
        assertThat(run()).hasSize(10).containsEntry("session", 0);

        gatehouse.ports().clock().advance(TestRules.LIFETIMES.absolute().plusMillis(1));

        assertThat(run()).hasSize(10).containsEntry("session", 1);
        assertThat(gatehouse.rows().sessions()).isEmpty();
    }

    @SuppressWarnings("unchecked") // an object, as every event
    private Map<String, Integer> run() {
        return function.handleRequest(Events.read("schedule-housekeeping", Map.class), new LambdaContext());
    }
}
