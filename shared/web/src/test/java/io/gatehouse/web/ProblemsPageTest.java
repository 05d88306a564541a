package io.gatehouse.web;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.errors.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** {@code docs/problems.md} says what {@link Reason} says; {@code scripts/routes} writes it. */
class ProblemsPageTest {
    private static final Path PAGE = Path.of(System.getProperty("gatehouse.root"), "docs", "problems.md");
    private static final boolean WRITES = Boolean.getBoolean("gatehouse.routes.write");

    @Test
    void pageHasEveryReason() throws IOException {
        if (WRITES) {
            Files.writeString(PAGE, page());
        }

        assertThat(PAGE)
                .as("Run scripts/routes to write docs/problems.md")
                .content()
                .isEqualTo(page());
    }

    private static String page() {
        return """
                <!-- Written by scripts/routes from shared/domain/src/main/java/io/gatehouse/domain/errors/Reason.java. -->
                # Error codes

                Every error is `application/problem+json` (RFC 9457). Branch on `code`, which is stable; `type` is `{Issuer}/problems/{code}`, where the
                service shows the section below. `instance` is the request id, which is in every log line of the request. For an answer with
                `Idempotency-Replayed`, it is the id of the first request. `error` repeats `title` for clients of the first specification.
                """
                + Arrays.stream(Reason.values()).map(ProblemsPageTest::section).collect(joining());
    }

    private static String section(Reason reason) {
        return "\n## %s\n\n**%s: %s.** %s %s\n"
                .formatted(
                        reason.code(),
                        Problem.status(reason.kind()),
                        reason.title(),
                        reason.explanation(),
                        reason.advice());
    }
}
