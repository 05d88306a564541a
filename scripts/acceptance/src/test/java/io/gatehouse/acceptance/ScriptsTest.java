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
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

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
        var person = gatehouse.somebodyVerified();
        assertThat(fails("scripts/user", "grant", gatehouse.somebody().email(), "mailer"))
                .contains("not verified");

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
                .contains("admin, mailer");
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

    @ParameterizedTest
    @MethodSource("io.gatehouse.acceptance.harness.Events#ofQueues")
    void aReplayedEventSendsTheMailsBesideItEachTimeAndReportsPoison(String name) {
        var mails = Checkout.event(name + ".rows").path("mails");
        var poison = poison(name);
        var before = mailsOf(mails);

        for (var command : List.of("scripts/replay", "scripts/invoke MailWorkerFunction")) {
            var result = gatehouse.cloud().run((command + " events/" + name + ".json").split(" "));

            assertThat(result.exitCode())
                    .as(result::toString)
                    .isEqualTo(poison.isEmpty() || command.contains("invoke") ? 0 : 1);
            assertThat(result.err()).contains("events/%s.rows.json: wrote %s row".formatted(name, mails.size()));
            assertThat(Checkout.JSON
                            .readTree(result.out())
                            .path("batchItemFailures")
                            .findValuesAsString("itemIdentifier"))
                    .isEqualTo(poison);
        }

        assertThat(mailsOf(mails)).hasSize(before.size() + 2 * mails.size());
    }

    @Test
    void rowsThatNoTableTakesAreRefusedInOneLine() throws IOException {
        var folder = Files.createDirectories(
                Path.of("target", "rows-" + UUID.randomUUID()).toAbsolutePath());
        var event = folder.resolve("event.json");
        Files.writeString(event, Checkout.text("events/sqs-welcome.json"));
        Files.writeString(folder.resolve("event.rows.json"), "{\"mail\": []}");

        assertThat(fails("scripts/replay", event.toString()))
                .startsWith(folder.resolve("event.rows.json") + ": There is no table mail; there are accounts, ");
    }

    /** The ids of the messages that are about no mail of the rows. */
    private static List<String> poison(String name) {
        var mails = Checkout.event(name + ".rows").path("mails").findValuesAsString("id");
        return Checkout.event(name)
                .path("Records")
                .valueStream()
                .filter(message -> mails.stream().noneMatch(message.path("body").asString()::contains))
                .map(message -> message.path("messageId").asString())
                .toList();
    }

    private List<JsonNode> mailsOf(JsonNode rows) {
        return gatehouse.mailsTo(rows.path(0).path("recipient").asString());
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
