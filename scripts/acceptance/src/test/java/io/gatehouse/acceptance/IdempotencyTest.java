package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.PASSWORD;
import static io.gatehouse.acceptance.harness.Gatehouse.freshAddress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.acceptance.harness.Answer;
import io.gatehouse.acceptance.harness.Call;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.Gatehouse.Person;
import io.gatehouse.acceptance.harness.OnCloud;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@OnCloud
@Tag("Idempotency-Key-draft-07")
class IdempotencyTest {
    private static final int PARALLEL = 64;
    private static final int ROUNDS = 5;

    private final Gatehouse gatehouse;
    private final String key = UUID.randomUUID().toString();

    IdempotencyTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    void aRegistrationThatIsRepeatedIsTheSameAccount() {
        var email = freshAddress();

        var first = register(email).expect(201);
        var again = register(email).expect(201);

        assertThat(first.header("idempotency-replayed")).isEmpty();
        assertThat(again.header("idempotency-replayed")).isEqualTo("true");
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("location")).isEqualTo(first.header("location"));
        assertThat(again.header("content-type")).isEqualTo(first.header("content-type"));
        assertThat(again.header("x-request-id")).isNotEqualTo(first.header("x-request-id"));
        gatehouse.login(email, PASSWORD).expect(200);
    }

    @Test
    void aRefusalIsRepeatedWordForWord() {
        var person = gatehouse.somebody();

        var first = register(person.email()).problem(409, "email_taken");
        var again = register(person.email()).expect(409);

        assertThat(again.header("idempotency-replayed")).isEqualTo("true");
        assertThat(again.header("content-type")).startsWith("application/problem+json");
        assertThat(again.text()).isEqualTo(first.text());
    }

    @Test
    void anotherRequestNeedsAnotherKey() {
        register(freshAddress()).expect(201);

        register(freshAddress()).problem(422, "idempotency_key_reused");
    }

    @Test
    void anInvalidRequestClaimsNoKey() {
        gatehouse.post("/api/register").key(key).json(Map.of()).problem(400, "validation_failed");

        register(freshAddress()).expect(201);
    }

    @Test
    @Tag("GDPR-17")
    void afterADeletionTheSameRequestRegistersAnew() {
        var email = freshAddress();
        var first = register(email).expect(201);
        gatehouse
                .call("DELETE", "/api/me")
                .bearer(gatehouse.login(email, PASSWORD).expect(200).at("/token"))
                .json(Map.of("password", PASSWORD))
                .expect(202);

        var again = await().until(() -> register(email).answer(), answer -> answer.status() == 201);

        assertThat(again.header("idempotency-replayed")).isEmpty();
        assertThat(again.at("/id")).isNotEqualTo(first.at("/id"));
    }

    @Test
    void whatIsNoKeyIsRefused() {
        var refused =
                gatehouse.register(freshAddress(), PASSWORD).key("two words").problem(400, "validation_failed");

        assertThat(refused.at("/errors/0/field")).isEqualTo("Idempotency-Key");
    }

    @Test
    @Tag("ASVS-15.4.2")
    void ofManyAtOnceOneIsExecuted() throws Exception {
        for (var round = 0; round < ROUNDS; round++) {
            var email = freshAddress();
            Callable<Answer> registration =
                    () -> gatehouse.register(email, PASSWORD).key(email).answer();

            try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                var answers = pool
                        .invokeAll(Stream.generate(() -> registration)
                                .limit(PARALLEL)
                                .toList())
                        .stream()
                        .map(Future::resultNow)
                        .toList();

                assertThat(answers)
                        .filteredOn(answer -> answer.status() == 201
                                && answer.header("idempotency-replayed").isEmpty())
                        .hasSize(1);
                assertThat(answers)
                        .filteredOn(answer -> answer.status() != 201)
                        .allSatisfy(answer -> assertThat(answer.at("/code")).isEqualTo("idempotency_in_progress"));
                assertThat(answers)
                        .filteredOn(answer -> answer.status() == 201)
                        .extracting(Answer::text)
                        .containsOnly(register(email, email).expect(201).text());
            }
        }
    }

    @Test
    void aMailThatIsOrderedTwiceIsSentOnce() {
        var mailer = gatehouse.somebodyWithRole("mailer");
        var to = freshAddress();

        var first = order(mailer, to).expect(202);
        var again = order(mailer, to).expect(202);

        assertThat(again.header("idempotency-replayed")).isEqualTo("true");
        assertThat(again.at("/id")).isEqualTo(first.at("/id"));
        assertThat(gatehouse.allMailsTo(to)).hasSize(1);
    }

    @Test
    @Tag("ASVS-8.2.2")
    void nobodyGetsTheAnswerToAnother() {
        var to = freshAddress();
        var first = order(gatehouse.somebodyWithRole("mailer"), to).expect(202);

        var others = order(gatehouse.somebodyWithRole("mailer"), to).expect(202);
        order(gatehouse.somebody(), to).problem(403, "forbidden");
        order(new Person("", "", "", "no.to.ken"), to).problem(401, "invalid_token");

        assertThat(others.header("idempotency-replayed")).isEmpty();
        assertThat(others.at("/id")).isNotEqualTo(first.at("/id"));
    }

    private Call register(String email) {
        return register(email, key);
    }

    private Call register(String email, String withKey) {
        return gatehouse.register(email, PASSWORD).key(withKey);
    }

    private Call order(Person sender, String to) {
        return gatehouse
                .post("/api/send-email")
                .bearer(sender.token())
                .key(key)
                .json(Map.of("template", "welcome", "to", to));
    }
}
