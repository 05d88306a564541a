package io.gatehouse.acceptance.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.acceptance.harness.Checkout;
import io.gatehouse.acceptance.harness.Template;
import io.gatehouse.acceptance.harness.Template.Function;
import io.gatehouse.localcloud.cloud.template.Resource;
import io.gatehouse.localcloud.cloud.template.Stack;
import io.gatehouse.localcloud.cloud.template.TemplateException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    void productionHasEveryFunctionButTheOneThatLoadsIt() {
        var all = functions(stack("dev", "*"));

        assertThat(all).contains("LoadFunction");
        assertThat(functions(stack("prod", "https://app.example.com")))
                .containsExactlyElementsOf(
                        all.stream().filter(id -> !id.equals("LoadFunction")).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "https://app.example.com,*"})
    void productionNamesTheOriginsThatMayCallIt(String origins) {
        assertThat(functions(stack("dev", origins))).isNotEmpty();
        assertThatThrownBy(() -> stack("prod", origins))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("In prod, AllowedOrigins must name the origins");
    }

    @Test
    void everyStageReachesItsStoresByVerifiedTls() {
        for (var stage : List.of("dev", "prod")) {
            var variables = stack(stage, "https://app.example.com")
                    .resource("LoginFunction")
                    .orElseThrow()
                    .properties()
                    .nested("Environment")
                    .textMap("Variables");
            assertThat(variables.get("DATABASE_URL")).endsWith("?sslmode=verify-full");
            assertThat(variables.get("CACHE_URL")).startsWith("rediss://");
        }
    }

    /** What the local cloud, which reads conditions and rules as CloudFormation does, makes of the template. */
    private static Stack stack(String stage, String origins) {
        var parameters = Map.of(
                "Stage", stage,
                "AllowedOrigins", origins,
                "Issuer", "https://api.example.com",
                "AppUrl", "https://app.example.com",
                "MailFrom", "no-reply@example.com");
        return io.gatehouse.localcloud.cloud.template.Template.read(Checkout.ROOT.resolve("template.yaml"))
                .stack(parameters, (resource, attribute) -> resource.id());
    }

    private static List<String> functions(Stack stack) {
        return stack.resources(Resource.FUNCTION).map(Resource::id).toList();
    }
}
