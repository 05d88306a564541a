package io.gatehouse.localcloud.cloud.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.localcloud.services.JsonCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an event. */
@Command(
        name = "event",
        mixinStandardHelpOptions = true,
        footerHeading = Options.SCRIPT_HEADING,
        footer = Options.NO_BUILD,
        description = {
            "Prints an event as AWS would send it now: one of events/ with other values, for scripts/invoke,",
            "scripts/replay or sam local invoke, which read it from standard input by the name -."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the event is on standard output", "2:wrong usage"})
final class MakeEvent implements Runnable {
    private static final String EXTENSION = ".json";

    @Option(names = "--events", hidden = true, paramLabel = "FOLDER", defaultValue = "events")
    private Path folder = Path.of("events");

    @Parameters(index = "0", paramLabel = "KIND", description = "A file of events/, without .json; ? lists them.")
    private String kind = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "KEY=VALUE",
            description = {
                "A field of the body, of an SQS message's body, or of the event itself where it has none;",
                "KEY:=JSON for what is no text. For a request also path.NAME, query.NAME, header.NAME,",
                "cookie.NAME and ip."
            })
    private List<String> values = new ArrayList<>();

    /** For commands that need a cloud, which this one does not. */
    @Option(
            names = {"--template", "--data"},
            hidden = true)
    void ignore(Path ignored) {}

    @Override
    public void run() {
        var event = EditableEvent.of(read());
        values.forEach(value -> set(event, value));
        System.out.println(event.now().toPrettyString());
    }

    private ObjectNode read() {
        var file = folder.resolve(kind + EXTENSION);
        try {
            if (!kinds().contains(kind)) {
                throw new UsageException(
                        "There is no event %s; there are %s.".formatted(kind, String.join(", ", kinds())));
            }
            return (ObjectNode) JsonCodec.read(file);
        } catch (IOException e) {
            throw new UsageException("The event file %s cannot be read: %s".formatted(file, e.getMessage()));
        }
    }

    private List<String> kinds() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(EXTENSION))
                    .map(name -> name.substring(0, name.length() - EXTENSION.length()))
                    .sorted()
                    .toList();
        }
    }

    private static void set(EditableEvent event, String assignment) {
        var equals = assignment.indexOf('=');
        if (equals < 1) {
            throw new UsageException("%s is no KEY=VALUE.".formatted(assignment));
        }
        var isJson = assignment.charAt(equals - 1) == ':';
        var key = assignment.substring(0, isJson ? equals - 1 : equals);
        var value = assignment.substring(equals + 1);
        event.set(key, isJson ? json(key, value) : TextNode.valueOf(value));
    }

    private static JsonNode json(String key, String value) {
        try {
            return JsonCodec.read(value);
        } catch (UncheckedIOException e) {
            throw new UsageException("%s:= takes JSON, not %s; a text goes with %1$s=.".formatted(key, value));
        }
    }
}
