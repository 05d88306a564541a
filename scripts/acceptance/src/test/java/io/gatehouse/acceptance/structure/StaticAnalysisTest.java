package io.gatehouse.acceptance.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Checkout;
import java.io.File;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StaticAnalysisTest {
    private static final Pattern ROOT = Pattern.compile("<root>\\$\\{gatehouse\\.root}/(.*)</root>");

    @Test
    void itIsOfTheSourcesOfAllModules() {
        var executions = Checkout.text("scripts/static-analysis/pom.xml").split("<id>tests</id>", -1);

        assertThat(executions).hasSize(2);
        assertThat(analysedBy(executions[0])).containsExactlyInAnyOrderElementsOf(sources("main"));
        var tests = Stream.of("test", "testFixtures").flatMap(kind -> sources(kind).stream());
        assertThat(analysedBy(executions[1])).containsExactlyInAnyOrderElementsOf(tests.toList());
    }

    private static List<String> analysedBy(String execution) {
        return ROOT.matcher(execution).results().map(root -> root.group(1)).toList();
    }

    private static List<String> sources(String kind) {
        return Stream.of("shared", "functions", "scripts", "scripts/local-cloud")
                .flatMap(folder -> modules(folder).map(module -> "%s/%s/src/%s/java".formatted(folder, module, kind)))
                .filter(folder -> Checkout.ROOT.resolve(folder).toFile().isDirectory())
                .toList();
    }

    private static Stream<String> modules(String folder) {
        return Stream.of(Objects.requireNonNull(
                        Checkout.ROOT.resolve(folder).toFile().listFiles(File::isDirectory)))
                .map(File::getName);
    }
}
