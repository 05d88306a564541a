package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.Gatehouse.Person;
import io.gatehouse.acceptance.harness.OnCloud;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever ends a session is felt by its access token at once, also while the cache is cold, stalled or gone. */
@OnCloud(own = true)
@Isolated("what it breaks is to be felt in a time that a busy machine does not keep")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("ASVS-7.4.1")
class RevocationTest {
    /** No entry of the cache lives longer. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Gatehouse gatehouse;

    RevocationTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    /** What ends a person's session. */
    enum End {
        LOGOUT((g, p) -> logout(g, p, "this")),
        LOGOUT_OF_ALL((g, p) -> logout(g, p, "all")),
        LOGOUT_OF_THE_OTHERS_BY_ANOTHER((g, p) -> logout(g, again(g, p), "others")),
        CHANGE_OF_PASSWORD_BY_ANOTHER((g, p) -> g.post("/api/password/change")
                .bearer(again(g, p).token())
                .json(Map.of("currentPassword", PASSWORD, "newPassword", "eleven quiet herons at noon"))
                .expect(204)),
        BAN((g, p) -> g.operate("disable", p.email()));

        private final BiConsumer<Gatehouse, Person> act;

        End(BiConsumer<Gatehouse, Person> act) {
            this.act = act;
        }

        private static void logout(Gatehouse gatehouse, Person person, String scope) {
            gatehouse
                    .post("/api/logout")
                    .bearer(person.token())
                    .json(Map.of("scope", scope))
                    .expect(204);
        }

        /** The same person on another device. */
        private static Person again(Gatehouse gatehouse, Person person) {
            var token = gatehouse.login(person.email(), PASSWORD).expect(200).at("/token");
            return new Person(person.id(), person.email(), PASSWORD, token);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Order(1)
    void whatTheCacheHoldsIsDropped(End end) {
        var person = signedInAndCached();
        end.act.accept(gatehouse, person);
        assertOver(person);
    }

    @Test
    @Order(2)
    void whatACacheThatStallsHasMissedIsForgottenInTime() {
        var people = Stream.generate(this::signedInAndCached)
                .limit(End.values().length)
                .toList();
        gatehouse.cloud().redis().freeze();
        try {
            for (var end : End.values()) {
                end.act.accept(gatehouse, people.get(end.ordinal()));
                assertOver(people.get(end.ordinal()));
            }
        } finally {
            gatehouse.cloud().redis().thaw();
        }
        await().atMost(LONGEST).until(() -> people.stream().allMatch(this::isOver));
        assertThat(people).allSatisfy(this::assertOver);
    }

    @Test
    @Order(3)
    void withoutACacheItIsFeltAsWell() {
        gatehouse.cloud().redis().kill();
        for (var end : End.values()) {
            var person = gatehouse.somebody();
            gatehouse.get(person.path()).bearer(person.token()).expect(200);
            end.act.accept(gatehouse, person);
            assertOver(person);
        }
    }

    private Person signedInAndCached() {
        var person = gatehouse.somebody();
        await().until(() -> gatehouse
                .get(person.path())
                .bearer(person.token())
                .expect(200)
                .header("x-cache")
                .equals("hit"));
        return person;
    }

    private void assertOver(Person person) {
        gatehouse.get(person.path()).bearer(person.token()).problem(401, "invalid_token");
        gatehouse.get("/api/sessions").bearer(person.token()).problem(401, "invalid_token");
    }

    private boolean isOver(Person person) {
        return gatehouse.get(person.path()).bearer(person.token()).answer().status() == 401;
    }
}
