package io.gatehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.auth0.jwt.JWT;
import io.gatehouse.acceptance.harness.Checkout;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.Gatehouse.Person;
import io.gatehouse.acceptance.harness.OnCloud;
import io.gatehouse.acceptance.harness.Shell.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * {@code scripts/keys} on a running cloud: nobody is signed out by a rotation. After one at once functions that know
 * the old keys go on with them for up to five minutes.
 */
@OnCloud(own = true)
@Tag("faults")
class KeyRotationTest {
    private final Gatehouse gatehouse;

    KeyRotationTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    @Tag("ASVS-11.1.1")
    void aKeyIsPublishedBeforeItSignsAndReplacedAtOnceWhenItMust() {
        var person = gatehouse.somebody();
        var first = kid(person.token());

        var rotated = keys("rotate");
        assertThat(rotated.findValuesAsString("phase")).containsExactly("signing", "pending");
        assertThat(Duration.between(
                        Instant.now(), Instant.parse(rotated.at("/1/signsFrom").asString())))
                .isBetween(Duration.ofMinutes(15), Duration.ofMinutes(16));
        await("the new key among the published ones")
                .atMost(Duration.ofSeconds(15))
                .until(() -> published().equals(rotated.findValuesAsString("kid")));
        assertThat(kid(login(person))).isEqualTo(first);
        gatehouse.get(person.path()).bearer(person.token()).expect(200);

        var refused = run("rotate");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err().strip()).startsWith("A rotation is under way").doesNotContain("\n");

        var replaced = keys("rotate", "--at-once");
        assertThat(replaced.findValuesAsString("phase")).containsExactly("signing");
        await("the new key alone")
                .atMost(Duration.ofSeconds(15))
                .until(() -> published().equals(replaced.findValuesAsString("kid")));
        assertThat(keys("show")).isEqualTo(replaced);
    }

    @Test
    void whatIsWrongIsToldWithHowItIsRight() {
        for (var wrong : List.of("turn", "show --at-once", "")) {
            var result = run(wrong.split(" "));
            assertThat(result.exitCode()).as(wrong).isEqualTo(2);
            assertThat(result.err()).contains("scripts/keys rotate");
        }
        assertThat(run("--help").out()).contains("scripts/keys show");
    }

    private List<String> published() {
        return gatehouse
                .get("/.well-known/jwks.json")
                .expect(200)
                .json()
                .path("keys")
                .findValuesAsString("kid");
    }

    private String login(Person person) {
        return gatehouse.login(person.email(), person.password()).expect(200).at("/token");
    }

    private static String kid(String token) {
        return JWT.decode(token).getKeyId();
    }

    /** The keys that a command prints, and nothing that is secret of them. */
    private JsonNode keys(String... arguments) {
        var result = run(arguments);
        assertThat(result.exitCode()).as(result::toString).isZero();
        var keys = Checkout.JSON.readTree(result.out()).path("keys");
        assertThat(keys.valueStream())
                .allSatisfy(key -> assertThat(key.propertyNames())
                        .containsAnyOf("kid")
                        .isSubsetOf("kid", "phase", "signsFrom", "verifiesUntil"));
        return keys;
    }

    private Result run(String... arguments) {
        var command = Stream.concat(Stream.of("scripts/keys"), Stream.of(arguments));
        return gatehouse.cloud().run(command.toArray(String[]::new));
    }
}
