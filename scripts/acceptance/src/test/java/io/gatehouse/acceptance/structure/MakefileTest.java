package io.gatehouse.acceptance.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.acceptance.harness.Checkout;
import io.gatehouse.acceptance.harness.Shell;
import io.gatehouse.acceptance.harness.Template;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code functions/Makefile} does for {@code sam build} what the template says. */
class MakefileTest {

    @BeforeAll
    static void assumeMake() {
        assumeTrue(Shell.succeeds("make", "--version"), "there is no make, which sam build needs");
    }

    @Test
    void everyFunctionIsCopiedFromTheBundleThatTheTemplateNames() {
        var targets = Template.functions().stream().map(function -> "build-" + function.id());

        var dryRun = make(targets);

        assertThat(dryRun.exitCode()).as(dryRun::toString).isZero();
        assertThat(dryRun.out().lines().filter(line -> line.startsWith("cp ")))
                .containsExactlyElementsOf(Template.functions().stream()
                        .map(function -> "cp -R %s/%s/. \"\""
                                .formatted(
                                        Checkout.ROOT,
                                        function.properties().path("CodeUri").asString()))
                        .toList());
    }

    @Test
    void aFunctionThatTheTemplateDoesNotHaveIsToldInOneLine() {
        var dryRun = make(Stream.of("build-NoFunction"));

        assertThat(dryRun.exitCode()).isNotZero();
        assertThat(dryRun.err())
                .contains("template.yaml has no function NoFunction")
                .hasLineCount(1);
    }

    /** Says what it would do, and does nothing. */
    private static Shell.Result make(Stream<String> targets) {
        var makefile = Checkout.ROOT.resolve("functions/Makefile").toString();
        return Shell.run(
                Stream.concat(Stream.of("make", "-n", "-f", makefile), targets).toArray(String[]::new));
    }
}
