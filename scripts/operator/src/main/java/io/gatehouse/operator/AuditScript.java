package io.gatehouse.operator;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Reads, seals and verifies the audit log. */
@Command(
        name = "scripts/audit",
        description = {
            "Verifies, reads and seals the audit log.",
            "Asks the local cloud that runs in this checkout, or its stores when none runs."
        },
        exitCodeList = {"0:done, and the log is whole", "1:it is not, or could not be asked", "2:wrong usage"})
final class AuditScript extends OperatorScript {
    private static final String FUNCTION = "AuditFunction";

    @Command(
            description =
                    "Walks the whole log: finds any entry that was changed, removed or added after it was sealed.")
    void verify() {
        var end = page("verify", Map.of(), page -> {
            if (page.has("next")) {
                err().println(covered(page) + " fit ...");
            }
        });
        if (end.has("fault")) {
            out().println(end.path("fault").asText());
            throw CommandFailedException.explained(1);
        }
        out().printf("The log is whole: %s fit.%n", covered(end));
        var missing = end.path("notInVault").asLong();
        if (missing > 0) {
            out().println("The newest seal that is kept apart is " + missing
                    + " behind; the next run takes up the rest.");
        }
        var since = end.path("unsealedSince").asText();
        if (!since.isEmpty()) {
            out().printf("Entries since %s have no seal yet.%n", since);
        }
    }

    @Command(description = "Seals now what is older than a minute; otherwise that happens every 15 minutes.")
    void seal() {
        out().printf("%s are sealed.%n", covered(invoke(FUNCTION, "seal", Map.of())));
    }

    @Command(
            description = {
                "What happened to the account of this address, and what was tried with it while it had none, one event a line:",
                "time, under which of the two, who did it, what, detail, address and user agent."
            })
    void show(@Parameters(paramLabel = "EMAIL") String email) {
        page("show", Map.of("email", email), page -> page.path("events").forEach(event -> out().println(line(event))));
    }

    /** Asks page by page until there is no more, and gives back the last one. */
    private JsonNode page(String action, Map<String, String> arguments, Consumer<JsonNode> consumer) {
        var next = new HashMap<>(arguments);
        while (true) {
            var page = invoke(FUNCTION, action, next);
            consumer.accept(page);
            out().flush();
            if (!page.has("next")) {
                return page;
            }
            next.put("after", page.path("next").asText());
        }
    }

    private static String covered(JsonNode answer) {
        return answer.path("entries").asText() + " entries up to seal "
                + answer.path("seals").asText();
    }

    static String line(JsonNode event) {
        var actor = event.has("actor") ? "%-13s  ".formatted(text(event, "actor")) : "";
        return "%-24s  %-8s  %s%-22s  %-20s  %-15s  %s"
                .formatted(
                        text(event, "time"),
                        text(event, "under"),
                        actor,
                        text(event, "action"),
                        text(event, "detail"),
                        text(event, "ip"),
                        text(event, "userAgent"));
    }

    /** On one line, whatever a client sent: quotes and control characters are escaped as in JSON. */
    private static String text(JsonNode event, String field) {
        return new String(
                JsonStringEncoder.getInstance().quoteAsString(event.path(field).asText()));
    }
}
