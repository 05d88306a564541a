package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.PASSWORD;
import static io.gatehouse.acceptance.harness.Gatehouse.freshAddress;
import static java.util.concurrent.CompletableFuture.delayedExecutor;
import static java.util.concurrent.CompletableFuture.runAsync;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.acceptance.harness.Checkout;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.OnCloud;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Parts of a running cloud are stopped and killed, from the mildest fault to the worst. */
@OnCloud(
        value = {"RateLimitPerIp=0", "RateLimitPerUser=0", "MailsPerAddress=0"},
        own = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("ASVS-16.5.3")
class FaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int POWER_CUTS = 3;
    /** A mail that a worker had in hand comes again after the queue's visibility time-out of 180 s, others sooner. */
    private static final Duration LEASES_AND_GRACE = Duration.ofMinutes(4);

    private final Gatehouse gatehouse;

    FaultsTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    @Order(1)
    void aCacheThatStallsCostsTimeAndNoAnswer() throws Exception {
        var person = gatehouse.somebody();
        signal("STOP");
        try {
            for (var i = 0; i < 5; i++) {
                var start = System.nanoTime();
                var user = gatehouse.get(person.path()).bearer(person.token()).expect(200);
                assertThat(user.header("x-cache")).isEqualTo("miss");
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
            }
        } finally {
            signal("CONT");
        }
        await().until(() -> gatehouse
                .get(person.path())
                .bearer(person.token())
                .expect(200)
                .header("x-cache")
                .equals("hit"));
    }

    @Test
    @Order(2)
    void losingTheCacheInTheMiddleOfTrafficLosesNoAnswer() throws Exception {
        var person = gatehouse.somebody();
        var answered = new AtomicInteger();
        var stop = new AtomicBoolean();

        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var traffic = new ArrayList<Future<?>>();
            for (var i = 0; i < 4; i++) {
                traffic.add(pool.submit(() -> {
                    while (!stop.get()) {
                        gatehouse.get(person.path()).bearer(person.token()).expect(200);
                        answered.incrementAndGet();
                    }
                }));
            }
            traffic.add(pool.submit(() -> {
                while (!stop.get()) {
                    gatehouse.somebody();
                }
            }));
            await().until(() -> answered.get() > 50);
            gatehouse.cloud().redis().destroyForcibly();
            var before = answered.get();
            await().until(() -> answered.get() > before + 50);
            stop.set(true);
            for (var stream : traffic) {
                stream.get();
            }
        }
    }

    @Test
    @Order(3)
    void withoutACacheTheServiceIsDegradedAndReady() {
        var ready = gatehouse.get("/api/health/ready").expect(200);

        assertThat(ready.at("/status")).isEqualTo("degraded");
        assertThat(ready.at("/checks/database/status")).isEqualTo("up");
        assertThat(ready.at("/checks/cache/status")).isEqualTo("degraded");
        assertThat(ready.at("/checks/queue/status")).isEqualTo("up");
    }

    @Test
    @Order(4)
    @Tag("ASVS-7.4.1")
    void withoutACacheRightsStillChangeAtOnce() {
        var person = gatehouse.somebody();
        var other = gatehouse.somebody();

        gatehouse.operate("grant", person.email(), "admin");
        gatehouse.get(other.path()).bearer(person.token()).expect(200);
        gatehouse.operate("disable", person.email());
        gatehouse.get(other.path()).bearer(person.token()).problem(401, "invalid_token");
    }

    @Test
    @Order(5)
    @Tag("ASVS-2.3.3")
    void aPowerCutDuringARegistrationLeavesAllOfItOrNothing() {
        var attempted = new ArrayList<String>();
        var answered = new ArrayList<String>();
        for (var cut = 0; cut < POWER_CUTS; cut++) {
            var email = freshAddress();
            attempted.add(email);
            if (isAnsweredBeforeThePowerFails(email)) {
                answered.add(email);
            }
        }

        var registered = attempted.stream()
                .filter(email -> gatehouse.login(email, PASSWORD).answer().status() == 200)
                .toList();

        assertThat(registered).containsAll(answered);
        await().atMost(LEASES_AND_GRACE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            sweep();
            return registered.stream()
                    .noneMatch(email -> gatehouse.mailsTo(email).isEmpty());
        });
    }

    /** Registers somebody and kills the cloud at about the time at which that is done; then starts it again. */
    private boolean isAnsweredBeforeThePowerFails(String email) {
        var usual = usualNanosOfARegistration();
        var registration = supplyAsync(() -> gatehouse.register(email, PASSWORD).expect(201));
        runAsync(gatehouse.cloud()::crash, delayedExecutor(usual, NANOSECONDS)).join();
        var answered = registration.handle((answer, failure) -> failure == null).join();
        gatehouse.cloud().restart();
        return answered;
    }

    private long usualNanosOfARegistration() {
        return LongStream.range(0, 5)
                .map(i -> nanosOfARegistration())
                .sorted()
                .skip(2)
                .findFirst()
                .orElseThrow();
    }

    private long nanosOfARegistration() {
        var start = System.nanoTime();
        gatehouse.register(freshAddress(), PASSWORD).expect(201);
        return System.nanoTime() - start;
    }

    /** What the schedule does every minute. */
    private void sweep() {
        assertThat(gatehouse
                        .invoke("OutboxSweeperFunction", Checkout.event("schedule-outbox"))
                        .failed())
                .isFalse();
    }

    private void signal(String name) throws Exception {
        var pid = gatehouse.cloud().redis().pid();
        var kill = new ProcessBuilder(List.of("kill", "-" + name, Long.toString(pid))).start();
        assertThat(kill.waitFor()).isZero();
    }
}
