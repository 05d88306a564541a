package io.gatehouse.acceptance.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.acceptance.harness.Checkout;
import io.gatehouse.acceptance.harness.Template;
import io.gatehouse.acceptance.harness.Template.Function;
import io.gatehouse.localcloud.cloud.template.Resource;
import io.gatehouse.localcloud.cloud.template.Stack;
import io.gatehouse.localcloud.services.LocalCloudException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code template.yaml} comes to when it is deployed. */
class TemplateTest {

    @Test
    void noScheduleHasAFixedNameWhichASecondStackCouldNotHave() {
        var schedules =
                Template.functions().stream().flatMap(Function::schedules).toList();

        assertThat(schedules).isNotEmpty().allSatisfy(schedule -> {
            assertThat(schedule.path("OmitName").asBoolean()).isTrue();
            assertThat(schedule.has("Name")).isFalse();
        });
    }

    @Test
    void whatLoadsItIsNotInProductionAndWhatWritesRowsIsNowhereInAws() {
        var all = Template.functions().stream().map(Function::id).toList();

        assertThat(functions(stack("local", "*"))).containsExactlyElementsOf(all);
        assertThat(functions(stack("dev", "*"))).containsExactlyElementsOf(without(all, "RowsFunction"));
        assertThat(functions(stack("prod", "https://app.example.com")))
                .containsExactlyElementsOf(without(all, "RowsFunction", "LoadFunction"));
    }

    @Test
    void noRouteQueueOrScheduleLeadsToWhatWritesRows() {
        assertThat(Template.functions())
                .filteredOn(function -> function.id().equals("RowsFunction"))
                .singleElement()
                .satisfies(function ->
                        assertThat(function.properties().has("Events")).isFalse());
    }

    private static List<String> without(List<String> all, String... some) {
        return all.stream().filter(id -> !List.of(some).contains(id)).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "https://app.example.com,*"})
    void productionNamesTheOriginsThatMayCallIt(String origins) {
        assertThat(functions(stack("dev", origins))).isNotEmpty();
        assertThatThrownBy(() -> stack("prod", origins))
                .isInstanceOf(LocalCloudException.class)
                .hasMessageContaining("In prod, AllowedOrigins must name the origins");
    }

    @Test
    void everyStageReachesItsStoresByVerifiedTls() {
        for (var stage : List.of("dev", "prod")) {
            var variables = variables(stack(stage, "https://app.example.com"), "LoginFunction");
            assertThat(variables.get("DATABASE_URL")).endsWith("?sslmode=verify-full");
            assertThat(variables.get("CACHE_URL")).startsWith("rediss://");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no-reply@example.com | no-reply@example.com | example.com",
                "Acme <no-reply@example.com> | no-reply@example.com | example.com",
                "Acme, Inc. (שער) <a.b+c@mail.example.com> | a.b+c@mail.example.com | mail.example.com"
            })
    void theMailWorkerMaySendFromTheAddressOfTheSender(String from, String address, String domain) {
        var stack = stack(Map.of("MailFrom", from));

        var role = stack.resource("MailWorkerRole")
                .orElseThrow()
                .properties()
                .value("Policies")
                .toString();
        assertThat(role)
                .contains(
                        ":identity/" + address + ",", ":identity/" + domain + "]", "{ses:FromAddress=" + address + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MailFrom | gatehouse",
                "MailFrom | Acme <no-reply@example.com",
                "MailFrom | Acme<no-reply@example.com>",
                "MailFrom | \"Acme\" <no-reply@example.com>",
                "MailFrom | eve@example.com <no-reply@example.com>",
                "MailFrom | no-reply@münchen.example",
                "AppName | ' Acme'",
                "MailAccentColor | blue",
                "MailBackgroundColor | #fff"
            })
    void whatMailsCannotBeSentWithIsRefused(String parameter, String value) {
        assertThatThrownBy(() -> stack(Map.of(parameter, value)))
                .isInstanceOf(LocalCloudException.class)
                .hasMessageStartingWith("The parameter " + parameter + " must not be");
    }

    @Test
    void onlyTheMailWorkerIsPublishedAnewWhenMailsLookDifferent() {
        var before = stack(Map.of());
        var after = stack(Map.of("AppName", "Acme", "MailAccentColor", "#000000", "AppUrl", "https://acme.example"));

        assertThat(functions(before))
                .filteredOn(id -> !variables(before, id).equals(variables(after, id)))
                .containsExactly("MailWorkerFunction");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x-tenant", "X-Tenant,sentry-trace"})
    void browsersMaySendWhatTheApiKnowsAndWhatTheParameterAdds(String more) {
        var headers = stack(Map.of("AllowedHeaders", more))
                .resource("Api")
                .orElseThrow()
                .properties()
                .nested("CorsConfiguration")
                .texts("AllowHeaders");

        assertThat(headers)
                .startsWith("authorization", "content-type", "idempotency-key", "if-match", "if-none-match")
                .doesNotContain("")
                .hasSize(9 + (more.isEmpty() ? 0 : more.split(",").length));
        assertThat(String.join(",", headers)).endsWith(more);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AllowedHeaders | x-tenant, x-other",
                "AllowedHeaders | x-tenant,",
                "SecurityContact | security@example.com",
                "SecurityContact | http://example.com/security",
                "Issuer | https://id.example.com/",
                "Issuer | https://id.example.com/auth"
            })
    void whatTheApiCannotSayIsRefused(String parameter, String value) {
        assertThatThrownBy(() -> stack(Map.of(parameter, value)))
                .isInstanceOf(LocalCloudException.class)
                .hasMessageStartingWith("The parameter " + parameter + " must");
    }

    @Test
    void onlySecurityTxtIsPublishedAnewForAnotherContact() {
        var before = stack(Map.of());
        var after = stack(Map.of("SecurityContact", "mailto:security@example.com"));

        assertThat(functions(before))
                .filteredOn(id -> !variables(before, id).equals(variables(after, id)))
                .containsExactly("SecurityTxtFunction");
    }

    private static Stack stack(String stage, String origins) {
        return stack(Map.of("Stage", stage, "AllowedOrigins", origins));
    }

    /** What the local cloud, which reads conditions and rules as CloudFormation does, makes of the template. */
    private static Stack stack(Map<String, String> given) {
        var parameters = new HashMap<>(Map.of(
                "Issuer", "https://api.example.com",
                "AppUrl", "https://app.example.com",
                "MailFrom", "no-reply@example.com"));
        parameters.putAll(given);
        return io.gatehouse.localcloud.cloud.template.Template.read(Checkout.ROOT.resolve("template.yaml"))
                .stack(parameters, (resource, attribute) -> resource.id());
    }

    private static Map<String, String> variables(Stack stack, String function) {
        return stack.resource(function)
                .orElseThrow()
                .properties()
                .nested("Environment")
                .textMap("Variables");
    }

    private static List<String> functions(Stack stack) {
        return stack.resources(Resource.FUNCTION).map(Resource::id).toList();
    }
}
