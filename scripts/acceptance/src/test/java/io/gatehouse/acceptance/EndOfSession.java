package io.gatehouse.acceptance;

import static io.gatehouse.acceptance.harness.Gatehouse.PASSWORD;

import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.Gatehouse.Person;
import java.util.Map;
import java.util.function.BiConsumer;

/** What ends a person's session. */
enum EndOfSession {
    LOGOUT((g, p) -> logout(g, p, "this")),
    LOGOUT_OF_ALL((g, p) -> logout(g, p, "all")),
    LOGOUT_OF_THE_OTHERS_BY_ANOTHER((g, p) -> logout(g, again(g, p), "others")),
    CHANGE_OF_PASSWORD_BY_ANOTHER((g, p) -> g.post("/api/password/change")
            .bearer(again(g, p).token())
            .json(Map.of("currentPassword", PASSWORD, "newPassword", "eleven quiet herons at noon"))
            .expect(204)),
    BAN((g, p) -> g.operate("disable", p.email()));

    private final BiConsumer<Gatehouse, Person> act;

    EndOfSession(BiConsumer<Gatehouse, Person> act) {
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

    /** Ends it; from then on its access token is refused. */
    void isFeltAtOnce(Gatehouse gatehouse, Person person) {
        act.accept(gatehouse, person);
        assertOver(gatehouse, person);
    }

    static void assertOver(Gatehouse gatehouse, Person person) {
        gatehouse.get(person.path()).bearer(person.token()).problem(401, "invalid_token");
        gatehouse.get("/api/sessions").bearer(person.token()).problem(401, "invalid_token");
    }
}
