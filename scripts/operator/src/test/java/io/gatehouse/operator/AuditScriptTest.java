package io.gatehouse.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

/** The line that {@code scripts/audit show} prints for an event. */
class AuditScriptTest {
    @Test
    void anActorIsNamedWhereTheEventHasOne() {
        assertThat(line("\"action\":\"role_granted\",\"detail\":\"mailer\"").split(" {2,}"))
                .containsExactly("2026-11-30T22:35:24Z", "account", "role_granted", "mailer");
        assertThat(line("\"actor\":\"operator\",\"action\":\"role_granted\",\"detail\":\"mailer\"")
                        .split(" {2,}"))
                .containsExactly("2026-11-30T22:35:24Z", "account", "operator", "role_granted", "mailer");
    }

    @Test
    void whatAClientSentStaysOnTheLine() {
        assertThat(line("\"userAgent\":\"a\\nb\\u001b[2J \\\"c\\\"\"")).endsWith("a\\nb\\u001B[2J \\\"c\\\"");
    }

    private static String line(String fields) {
        try {
            var event = "{\"time\":\"2026-11-30T22:35:24Z\",\"under\":\"account\",%s}".formatted(fields);
            return AuditScript.line(new JsonMapper().readTree(event)).strip();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
