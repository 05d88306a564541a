package io.gatehouse.acceptance.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.acceptance.harness.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code target/bom.json} lists what is deployed. */
@Tag("ASVS-15.1.2")
class BillOfMaterialsTest {
    private static final String FILE = "target/bom.json";
    private static final Pattern CLASSIFIER = Pattern.compile("[?&]classifier=([^&]+)");

    private Set<String> listed;

    @BeforeEach
    void read() {
        assumeTrue(Files.exists(Checkout.ROOT.resolve(FILE)), "only a build of all modules writes " + FILE);
        listed = Checkout.JSON
                .readTree(Checkout.text(FILE))
                .path("components")
                .valueStream()
                .map(component -> component.path("name").asString() + "-"
                        + component.path("version").asString()
                        + classifier(component.path("purl").asString()) + ".jar")
                .collect(Collectors.toSet());
    }

    private static String classifier(String packageUrl) {
        var matcher = CLASSIFIER.matcher(packageUrl);
        return matcher.find() ? "-" + matcher.group(1) : "";
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth", "users", "mail", "operations"})
    void itHasEveryLibraryOfABundle(String name) throws IOException {
        try (var jars = Files.list(Checkout.ROOT.resolve("functions/" + name + "/target/bundle/lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .isNotEmpty()
                    .allMatch(listed::contains);
        }
    }

    @Test
    void itHasNoneOfTheToolsAndNothingThatOnlyTheyUse() {
        assertThat(listed)
                .noneMatch(name -> name.matches(
                        "(cloud|services|operator|acceptance|benchmark|static-analysis|picocli|helidon|elasticmq)-.*"));
    }
}
