package io.gatehouse.acceptance.structure;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Checkout;
import io.gatehouse.acceptance.harness.Contract;
import io.gatehouse.acceptance.harness.Contract.Operation;
import io.gatehouse.acceptance.harness.Template;
import io.gatehouse.acceptance.harness.Template.Function;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** {@code docs/routes.md} says what the OpenAPI document says; {@code scripts/routes} writes it. */
class RoutesPageTest {
    private static final String PAGE = "docs/routes.md";
    private static final boolean WRITES = Boolean.getBoolean("gatehouse.routes.write");

    @Test
    void thePageSaysWhatTheDocumentSays() throws IOException {
        if (WRITES) {
            Files.writeString(Checkout.ROOT.resolve(PAGE), page());
        }

        assertThat(Checkout.text(PAGE))
                .as("Run scripts/routes to write " + PAGE)
                .isEqualTo(page());
    }

    private static String page() {
        var sections = Contract.tags().stream().map(RoutesPageTest::section).collect(joining("\n"));
        return """
                <!-- Written by scripts/routes from %1$s. -->
                # Routes

                From [openapi.yaml](../%1$s), which has every field, status and code, and which the
                service serves at `GET /api/openapi.yaml`. The local cloud's console has a page to try them.

                """.formatted(Contract.FILE) + sections;
    }

    private static String section(Contract.Tag tag) {
        return "## %s\n\n%s\n\n| route | who may call | what it does | function |\n|---|---|---|---|\n"
                        .formatted(tag.name(), tag.description())
                + Contract.operations().stream()
                        .filter(operation -> operation.isTagged(tag))
                        .map(RoutesPageTest::row)
                        .collect(joining());
    }

    private static String row(Operation operation) {
        return "| `%s` | %s | %s | `%s` |\n"
                .formatted(operation.routeKey(), callers(operation), operation.summary(), function(operation));
    }

    private static String callers(Operation operation) {
        if (!operation.isProtected()) {
            return "everybody";
        }
        var roles = operation.roles();
        return roles.isEmpty()
                ? "signed-in users"
                : roles.stream().map("`%s`"::formatted).collect(joining(", "));
    }

    private static String function(Operation operation) {
        return Template.functions().stream()
                .filter(function -> function.routes().anyMatch(operation.routeKey()::equals))
                .map(Function::id)
                .collect(joining());
    }
}
