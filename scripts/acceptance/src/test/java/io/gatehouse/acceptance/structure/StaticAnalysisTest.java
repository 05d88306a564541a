package io.gatehouse.acceptance.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Checkout;
import java.io.File;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StaticAnalysisTest {
    private static final Pattern ROOT = Pattern.compile("<root>\\$\\{gatehouse\\.root}/(.*)</root>");

    @Test
    void itIsOfTheSourcesOfAllModules() {
        var analysed = ROOT.matcher(Checkout.text("scripts/static-analysis/pom.xml"))
                .results()
                .map(root -> root.group(1));

        var sources = Stream.of("shared", "functions", "scripts")
                .flatMap(folder -> modules(folder).map(module -> folder + "/" + module))
                .flatMap(module -> Stream.of(module + "/src/main/java", module + "/src/test/java"))
                .filter(folder -> Checkout.ROOT.resolve(folder).toFile().isDirectory());
        assertThat(analysed).containsExactlyInAnyOrderElementsOf(sources.toList());
    }

    private static Stream<String> modules(String folder) {
        return Stream.of(Objects.requireNonNull(
                        Checkout.ROOT.resolve(folder).toFile().listFiles(File::isDirectory)))
                .map(File::getName);
    }
}
