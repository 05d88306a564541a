package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.acceptance.harness.Answer;
import io.gatehouse.acceptance.harness.Call;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.Gatehouse.Person;
import io.gatehouse.acceptance.harness.OnCloud;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Handlers that get eight requests at a time, as on Lambda Managed Instances: no answer may be another request's. */
@OnCloud(
        own = true,
        options = {"--isolated", "--concurrency-per-environment=8", "--environments-per-function=1"})
@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's runtime interface client is made for Linux only")
@Tag("faults")
class ConcurrentHandlersTest {
    private static final int AT_A_TIME = 8;
    private static final int ROUNDS = 8;
    /** A change that the cache could not be told of in time, as on a busy machine, shows after 30 s. */
    private static final Duration UNTIL_THE_CACHE_KNOWS = Duration.ofSeconds(35);

    private final Gatehouse gatehouse;

    ConcurrentHandlersTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    void eachOfEightRequestsAtATimeGetsItsOwnAnswer() throws Exception {
        var people = Stream.generate(gatehouse::somebody).limit(AT_A_TIME).toList();

        atATime(client -> {
            var person = people.get(client);
            for (var round = 0; round < ROUNDS; round++) {
                assertReads(person);
                assertWrites(person, "Person %s in round %s".formatted(client, round));
                assertLogsIn(person);
            }
        });

        assertThat(gatehouse.cloud().log().lines().filter(line -> line.matches("MeFunction: .* \\+ init .*")))
                .as("starts of environments")
                .hasSize(1);
    }

    private void assertReads(Person person) {
        var me = gatehouse.get("/api/me").bearer(person.token()).expect(200);
        assertThat(me.at("/id")).isEqualTo(person.id());
        var user = gatehouse.get(person.path()).bearer(person.token()).expect(200);
        assertThat(user.at("/email")).isEqualTo(person.email());
    }

    private void assertWrites(Person person, String name) {
        var changed = gatehouse
                .call("PATCH", "/api/me")
                .bearer(person.token())
                .json(Map.of("displayName", name))
                .expect(200);
        assertThat(changed.at("/id")).isEqualTo(person.id());
        await().atMost(UNTIL_THE_CACHE_KNOWS).until(() -> nameOf(person).equals(name));
    }

    private String nameOf(Person person) {
        var me = gatehouse.get("/api/me").bearer(person.token()).expect(200);
        assertThat(me.at("/id")).isEqualTo(person.id());
        return me.at("/displayName");
    }

    private void assertLogsIn(Person person) {
        var session = inItsTurn(() -> gatehouse.login(person.email(), PASSWORD));
        assertThat(session.at("/user/id")).isEqualTo(person.id());
        var next = gatehouse.refresh(session.at("/refreshToken")).expect(200);
        assertThat(gatehouse
                        .get("/api/me")
                        .bearer(next.at("/token"))
                        .expect(200)
                        .at("/id"))
                .isEqualTo(person.id());
    }

    /** Few passwords are hashed at a time, and on a busy machine not all of eight come to their turn. */
    private static Answer inItsTurn(Supplier<Call> call) {
        var answer = call.get().answer();
        while (answer.status() == 503) {
            answer = call.get().answer();
        }
        assertThat(answer.status()).as(answer::toString).isEqualTo(200);
        return answer;
    }

    private static void atATime(IntConsumer client) throws Exception {
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, AT_A_TIME)
                    .mapToObj(i -> clients.submit(() -> client.accept(i)))
                    .toList();
            for (var call : calls) {
                call.get();
            }
        }
    }
}
