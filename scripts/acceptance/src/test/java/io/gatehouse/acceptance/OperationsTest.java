package io.gatehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.acceptance.harness.Checkout;
import io.gatehouse.acceptance.harness.Contract;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.OnCloud;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnCloud
class OperationsTest {
    /** A result is kept for 5 s, and the first one may be that nothing has answered yet. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Gatehouse gatehouse;

    OperationsTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    void healthSaysHello() {
        var health = gatehouse.get("/api/health").expect(200).json();

        assertThat(health.path("status").asString()).isEqualTo("OK");
        assertThat(health.path("message").asString()).isEqualTo("Hello Scalable World!");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/health", "/api/health/ready"})
    void uptimeMonitorsMaySendHead(String path) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(gatehouse.call("HEAD", path).answer().status())
                                .isEqualTo(200));
    }

    @Test
    void securityTxtIsNotThereWithoutAContact() {
        gatehouse.get("/.well-known/security.txt").problem(404, "not_found");
    }

    @Test
    void readinessLooksAtDatabaseCacheAndQueue() {
        await("the first look, which connects")
                .atMost(PATIENCE)
                .until(() -> gatehouse.get("/api/health/ready").answer().status() == 200);

        var ready = gatehouse.get("/api/health/ready").expect(200);

        assertThat(ready.at("/status")).isEqualTo("up");
        assertThat(ready.json().path("checks").propertyNames()).containsExactly("database", "cache", "queue");
        assertThat(ready.json().path("checks").findValuesAsString("status")).containsOnly("up");
    }

    @Test
    void loadCountsItsInvocationsPerInstance() {
        var first = gatehouse.get("/api/load").expect(200).json();
        var second = gatehouse.get("/api/load").expect(200).json();

        assertThat(second.path("instance")).isEqualTo(first.path("instance"));
        assertThat(second.path("invocations").asInt())
                .isEqualTo(first.path("invocations").asInt() + 1);
    }

    @Test
    void theDescriptionIsServedAsItStandsInTheRepository() {
        assertThat(gatehouse.get("/api/openapi.yaml").expect(200).text()).isEqualTo(Checkout.text(Contract.FILE));
    }
}
