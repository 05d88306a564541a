package io.gatehouse.localcloud.cloud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gatehouse.localcloud.cloud.deployment.Progress;
import io.gatehouse.localcloud.cloud.runtime.FunctionDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SingleEnvironmentTest {
    @Test
    void onlyDeclaredVariablesAreOverriddenAsBySam() throws Exception {
        var envVars = new JsonMapper().readTree("""
                {
                    "Parameters": {"EVERYWHERE": "all", "BY_NAME": "all", "BY_ID": "all", "ABSENT": "all"},
                    "shop-order": {"BY_NAME": "name", "BY_ID": "name"},
                    "OrderFunction": {"BY_ID": "id", "NUMBER": 1.50, "TRUTH": true, "NOTHING": null, "AWS_REGION": "x"},
                    "OtherFunction": {"KEPT": "other"}
                }
                """);
        var template = Map.of(
                "EVERYWHERE",
                "",
                "BY_NAME",
                "",
                "BY_ID",
                "",
                "NUMBER",
                "",
                "TRUTH",
                "",
                "NOTHING",
                "some",
                "KEPT",
                "as is");
        var function = new FunctionDefinition(
                "shop-order",
                "shop.OrderFunction",
                Path.of("code"),
                false,
                Duration.ofSeconds(3),
                128,
                OptionalInt.empty(),
                false,
                Optional.empty(),
                () -> template);
        assertThat(new SingleEnvironment(envVars, Optional.empty(), Progress.silent())
                        .variables("OrderFunction", function))
                .isEqualTo(Map.of(
                        "EVERYWHERE",
                        "all",
                        "BY_NAME",
                        "name",
                        "BY_ID",
                        "id",
                        "NUMBER",
                        "1.5",
                        "TRUTH",
                        "true",
                        "NOTHING",
                        "",
                        "KEPT",
                        "as is"));
    }
}
