package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.PASSWORD;
import static io.gatehouse.acceptance.harness.Gatehouse.freshAddress;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.acceptance.harness.Answer;
import io.gatehouse.acceptance.harness.Call;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.Gatehouse.Person;
import io.gatehouse.acceptance.harness.OnCloud;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Parts of a running cloud are stopped and killed, from no fault to the worst; {@link PassingFaultsTest} has what it
 * goes on after.
 */
@OnCloud(own = true)
@Isolated("what it breaks is to be felt in a time that a busy machine does not keep")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("ASVS-16.5.3")
@Tag("faults")
class FaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Gatehouse gatehouse;

    FaultsTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @ParameterizedTest
    @EnumSource
    @Order(1)
    @Tag("ASVS-7.4.1")
    void theCacheDropsASessionThatEnds(EndOfSession end) {
        var person = gatehouse.somebody();
        gatehouse.awaitCached(person);
        end.isFeltAtOnce(gatehouse, person);
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
            gatehouse.cloud().redis().kill();
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
        var ready = await("a result without the cache")
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> gatehouse.get("/api/health/ready").expect(200),
                        answer -> answer.at("/status").equals("degraded"));

        assertThat(ready.at("/checks/database/status")).isEqualTo("up");
        assertThat(ready.at("/checks/cache/status")).isEqualTo("degraded");
        assertThat(ready.at("/checks/queue/status")).isEqualTo("up");
    }

    @Test
    @Order(4)
    @Tag("ASVS-7.4.1")
    void withoutACacheRightsStillChangeAtOnce() {
        var person = gatehouse.somebodyVerified();
        var other = gatehouse.somebody();

        gatehouse.operate("grant", person.email(), "admin");
        gatehouse.get(other.path()).bearer(person.token()).expect(200);
        gatehouse.operate("disable", person.email());
        gatehouse.get(other.path()).bearer(person.token()).problem(401, "invalid_token");
    }

    @ParameterizedTest
    @EnumSource
    @Order(4)
    @Tag("ASVS-7.4.1")
    void withoutACacheTheEndOfASessionIsFeltAtOnce(EndOfSession end) {
        var person = gatehouse.somebody();
        gatehouse.get(person.path()).bearer(person.token()).expect(200);
        end.isFeltAtOnce(gatehouse, person);
    }

    @Test
    @Order(5)
    @Tag("ASVS-16.5.2")
    void aDatabaseThatHangsIsA503Within3Seconds() {
        var person = mailer();
        gatehouse.cloud().postgres().freeze();
        try {
            assertUnavailable(person);
        } finally {
            gatehouse.cloud().postgres().thaw();
        }
        await().until(() ->
                gatehouse.get(person.path()).bearer(person.token()).answer().status() == 200);
    }

    @Test
    @Order(6)
    @Tag("ASVS-16.5.2")
    void aDatabaseThatIsGoneIsA503Within3Seconds() {
        var person = mailer();
        gatehouse.cloud().postgres().kill();
        assertUnavailable(person);
    }

    /**
     * Somebody who may send mails and has sent one, so that no function's first start counts as the database's time.
     */
    private Person mailer() {
        var person = gatehouse.somebodyWithRole("mailer");
        gatehouse.get(person.path()).bearer(person.token()).expect(200);
        sendMail(person).expect(202);
        gatehouse.cloud().queue("MailQueue").awaitRest();
        return person;
    }

    private Call sendMail(Person person) {
        return gatehouse
                .post("/api/send-email")
                .bearer(person.token())
                .json(Map.of("template", "welcome", "to", freshAddress()));
    }

    private void assertUnavailable(Person person) {
        var answers = Stream.of(
                        gatehouse.register(freshAddress(), PASSWORD),
                        gatehouse.login(person.email(), PASSWORD),
                        gatehouse.get(person.path()).bearer(person.token()),
                        sendMail(person))
                .map(call -> supplyAsync(() -> inTime(() -> call.problem(503, "unavailable"))))
                .toList();
        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.join().header("retry-after")).isNotEmpty());
        var ready = await("a result without the database")
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> inTime(() -> gatehouse.get("/api/health/ready").answer()),
                        answer -> answer.status() == 503);
        assertThat(ready.at("/status")).isEqualTo("down");
        assertThat(ready.at("/checks/database/status")).isEqualTo("down");
        assertThat(ready.at("/checks/queue/status")).isEqualTo("up");
    }

    private static Answer inTime(Supplier<Answer> call) {
        var start = System.nanoTime();
        var answer = call.get();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as(answer::toString)
                .isLessThan(PATIENCE);
        return answer;
    }
}
