package io.gatehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Checkout;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.OnCloud;
import io.gatehouse.acceptance.harness.Shell;
import io.gatehouse.acceptance.harness.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The commands of {@code scripts/} on a running cloud, as a person types them, and the tour of the README. */
@OnCloud
class ScriptsTest {
    private static final Pattern TOUR = Pattern.compile("## A tour.*?```bash\n(.*?)```", Pattern.DOTALL);

    private final Gatehouse gatehouse;

    ScriptsTest(Gatehouse gatehouse) {
        this.gatehouse = gatehouse;
    }

    @Test
    void aPersonGivesAndTakesRolesByAddress() {
        var person = gatehouse.somebody();

        assertThat(user("grant", person.email(), "mailer").out()).contains("mailer");
        assertThat(user("grant", person.email(), "admin").out()).contains("admin", "mailer");
        assertThat(user("revoke", person.email(), "mailer").out()).doesNotContain("mailer");
        assertThat(user("show", person.email()).out()).contains(person.id(), "admin", "active");

        gatehouse.get(gatehouse.somebody().path()).bearer(person.token()).expect(200);
    }

    @Test
    void aPersonDisablesAndEnablesAnAccount() {
        var person = gatehouse.somebody();

        assertThat(user("disable", person.email()).out()).contains("disabled");
        gatehouse.login(person.email(), person.password()).problem(403, "account_disabled");

        assertThat(user("enable", person.email()).out()).contains("active");
        gatehouse.login(person.email(), person.password()).expect(200);
    }

    @Test
    void aPersonEndsTheSessionsOfAnAccountAndDeletesIt() {
        var person = gatehouse.somebody();

        assertThat(user("sign-out", person.email()).out()).contains("active");
        gatehouse.get("/api/me").bearer(person.token()).problem(401, "invalid_token");

        assertThat(user("delete", person.email()).out()).contains("deleted");
        gatehouse.login(person.email(), person.password()).problem(401, "invalid_credentials");
        assertThat(fails("scripts/user", "delete", person.email())).contains("No account has this address");
    }

    @Test
    void whatIsWrongIsToldInOneLine() {
        assertThat(fails("scripts/user", "show", "nobody@example.com")).contains("No account has this address");
        assertThat(fails("scripts/user", "grant", gatehouse.somebody().email(), "king"))
                .contains("admin and mailer");
        assertThat(fails("scripts/invoke", "NoFunction", "events/health.json")).contains("NoFunction");
        assertThat(fails("scripts/invoke", "HealthFunction", "events/nothing.json"))
                .contains("events/nothing.json");
    }

    @Test
    void aFunctionIsInvokedWithAnEventFile() {
        var result = gatehouse.cloud().run("scripts/invoke", "HealthFunction", "events/health.json");

        assertThat(result.exitCode()).as(result::toString).isZero();
        assertThat(result.out()).contains("Hello Scalable World!");
        assertThat(result.out() + result.err()).containsPattern("\\d ms");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's runtime interface client is made for Linux only")
    void aFunctionIsInvokedWithOtherVariablesThanTheRunningCloudGivesIt() throws IOException {
        var envVars =
                Path.of("target", "env-vars-" + UUID.randomUUID() + ".json").toAbsolutePath();
        Files.writeString(envVars, "{\"DiscoveryFunction\": {\"ISSUER\": \"https://other.example\"}}");
        var event = "events/openid-configuration.json";

        var result = gatehouse
                .cloud()
                .run("scripts/invoke", "DiscoveryFunction", "-e", event, "--env-vars", envVars.toString());

        assertThat(result.exitCode()).as(result::toString).isZero();
        assertThat(result.out()).contains("https://other.example/.well-known/jwks.json");
    }

    @Test
    void aQueuesEventIsReplayedAgainstItsFunction() {
        var result = gatehouse.cloud().run("scripts/replay", "events/sqs-poison.json");

        assertThat(result.out())
                .as(result::toString)
                .contains("batchItemFailures")
                .contains(
                        Checkout.event("sqs-poison").at("/Records/0/messageId").asString());
    }

    @Test
    void theTourOfTheReadmeWorksWordForWord() {
        var tour = TOUR.matcher(Checkout.text("README.md"));
        assertThat(tour.find()).isTrue();
        var here = tour.group(1)
                .replace("localhost:3000", gatehouse.cloud().api().getAuthority())
                .replace("localhost:3001", gatehouse.cloud().console().getAuthority());

        var result = Shell.run("bash", "-euo", "pipefail", "-c", here);

        assertThat(result.exitCode()).as(result::toString).isZero();
        assertThat(result.out())
                .containsIgnoringCase("x-cache: hit")
                .contains("\"email\":\"ada@example.com\"")
                .contains("\"to\":\"ada@example.com\"", "\"template\":\"welcome\"")
                .doesNotContain("Not Found");
    }

    private Result user(String... arguments) {
        var command = Stream.concat(Stream.of("scripts/user"), Stream.of(arguments));
        var result = gatehouse.cloud().run(command.toArray(String[]::new));
        assertThat(result.exitCode()).as(result::toString).isZero();
        return result;
    }

    /** Standard error of a command that has to fail, which is one line. */
    private String fails(String... command) {
        var result = gatehouse.cloud().run(command);
        assertThat(result.exitCode()).as(result::toString).isNotZero();
        assertThat(result.err().strip().lines()).as(result::toString).hasSize(1);
        return result.err();
    }
}
