package io.gatehouse.acceptance.structure;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Checkout;
import io.gatehouse.acceptance.harness.Template;
import io.gatehouse.acceptance.harness.Template.Function;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code functions/Makefile} builds for {@code sam build} what the template deploys. */
class MakefileTest {
    private static final Pattern FUNCTIONS_OF_A_MODULE = Pattern.compile("(?m)^(\\w+) := (\\w+Function\\b.*)$");

    @Test
    void everyFunctionIsCopiedFromTheBundleThatTheTemplateNames() {
        var deployed = Template.functions().stream()
                .collect(toMap(
                        Function::id,
                        function -> function.properties().path("CodeUri").asString()));

        assertThat(built()).isEqualTo(deployed);
    }

    private static Map<String, String> built() {
        var bundles = new TreeMap<String, String>();
        FUNCTIONS_OF_A_MODULE
                .matcher(Checkout.text("functions/Makefile"))
                .results()
                .forEach(line -> {
                    for (var id : line.group(2).split(" ", -1)) {
                        bundles.put(id, "functions/" + line.group(1) + "/target/bundle");
                    }
                });
        return bundles;
    }
}
