package io.gatehouse.acceptance.harness;

import io.gatehouse.acceptance.harness.Template.Function;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The files in {@code events/}, by their names without the extension. */
public final class Events {
    private Events() {}

    public static List<String> names() {
        try (var files = Files.list(Checkout.ROOT.resolve("events"))) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that SQS would send. */
    public static List<String> ofQueues() {
        return names().stream()
                .filter(name -> Checkout.event(name).has("Records"))
                .toList();
    }

    /** Whether AWS would send this event to this function, or a developer these rows. */
    public static boolean invokes(String name, Function function) {
        var event = Checkout.event(name);
        if (name.endsWith(".rows")) {
            return function.id().equals(Template.rowsFunction());
        } else if (event.has("routeKey")) {
            return function.routes().anyMatch(event.path("routeKey").asString()::equals);
        } else if (event.has("Records")) {
            return function.hasQueue();
        } else if (event.has("detail-type")) {
            return function.schedules().anyMatch(schedule -> !schedule.has("Input")) && isNamedBy(event, function);
        } else if (event.has("RequestType")) {
            return function.customResources()
                    .contains(event.path("LogicalResourceId").asString());
        }
        return event.has("action") && function.id().equalsIgnoreCase(name.replaceFirst("-.*", "Function"));
    }

    private static boolean isNamedBy(JsonNode schedule, Function function) {
        return schedule.at("/resources/0")
                .asString()
                .endsWith("-" + function.id().replaceFirst("Function$", ""));
    }
}
