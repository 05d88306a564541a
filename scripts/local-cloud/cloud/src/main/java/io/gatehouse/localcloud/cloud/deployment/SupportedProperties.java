package io.gatehouse.localcloud.cloud.deployment;

import io.gatehouse.localcloud.cloud.template.Properties;
import io.gatehouse.localcloud.cloud.template.Resource;
import io.gatehouse.localcloud.cloud.template.Stack;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** What a template may say, by the file {@code supported-properties.yaml}. Anything else is refused. */
final class SupportedProperties {
    private static final Map<String, Object> FILE = read();
    private static final List<String> EVENTS = List.of("HttpApi", "SQS", "Schedule", "ScheduleV2");

    private SupportedProperties() {}

    private static Map<String, Object> read() {
        return new Yaml().load(SupportedProperties.class.getResourceAsStream("/supported-properties.yaml"));
    }

    static void check(Stack stack) {
        stack.resources().forEach(SupportedProperties::checkResource);
        stack.resources(Resource.FUNCTION).flatMap(FunctionEvent::of).forEach(SupportedProperties::checkEvent);
    }

    private static void checkResource(Resource resource) {
        var type = resource.type();
        if (FILE.containsKey(type)) {
            checkNames(type, "", resource.properties());
        } else if (!resource.isCustom() && !isIgnored(type)) {
            throw resource.properties().wrong("Type", """
                    is %s, which the local cloud does not know: correct it, or give the resource a Condition that does \
                    not hold here""".formatted(type));
        }
    }

    private static boolean isIgnored(String type) {
        var parts = type.split("::", -1);
        return list(FILE, "ignored types").contains(type)
                || (parts.length == 3 && list(FILE, "ignored services").contains(parts[1]));
    }

    private static void checkEvent(FunctionEvent event) {
        if (!EVENTS.contains(event.type())) {
            throw event.function()
                    .properties()
                    .wrong(
                            "Events.%s.Type".formatted(event.name()),
                            "is %s; the local cloud knows the events %s"
                                    .formatted(event.type(), String.join(", ", EVENTS)));
        }
        checkNames("event " + event.type(), "", event.properties());
    }

    /** @param path of the properties within those of their owner, ending with a dot */
    private static void checkNames(String owner, String path, Properties properties) {
        var lists = map(Objects.requireNonNull(FILE.get(owner)));
        var only = map(lists.getOrDefault("only", Map.of()));
        var supported = Stream.of(list(lists, "emulated"), list(lists, "ignored"), List.copyOf(only.keySet()))
                .flatMap(List::stream)
                .toList();
        for (var name : properties.names()) {
            var full = path + name;
            if (only.containsKey(full)) {
                checkValue(properties, name, list(only, full));
            } else if (list(lists, "notEmulated").contains(full)) {
                refuse(properties, name);
            } else if (supported.stream().anyMatch(other -> other.startsWith(full + "."))) {
                checkNames(owner, full + ".", properties.nested(name));
            } else if (!supported.contains(full)) {
                throw properties.wrong(name, "is not a property of " + owner);
            }
        }
    }

    private static void checkValue(Properties properties, String name, List<String> values) {
        properties.text(name).filter(value -> !values.contains(value)).ifPresent(value -> {
            throw properties.wrong(
                    name, "is %s; the local cloud emulates %s only".formatted(value, String.join(" and ", values)));
        });
    }

    private static void refuse(Properties properties, String name) {
        if (properties.has(name)) {
            throw properties.wrong(
                    name, "is not emulated by the local cloud: leave it out here by an Fn::If with AWS::NoValue");
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static List<String> list(Map<String, Object> map, String key) {
        return map.get(key) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
