package io.gatehouse.localcloud.cloud.deployment;

import io.gatehouse.localcloud.cloud.runtime.Invoker;
import io.gatehouse.localcloud.cloud.template.Properties;
import io.gatehouse.localcloud.cloud.template.Resource;
import io.gatehouse.localcloud.cloud.template.Stack;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The event sources of a template's functions. */
final class Events {
    private Events() {}

    /** @param name under which the function lists it */
    record Event(Resource function, String name, String type, Properties properties) {}

    /** Those of one of the given types. */
    static Stream<Event> of(Stack stack, String... types) {
        var wanted = Set.of(types);
        return stack.resources(Resource.FUNCTION).flatMap(Events::of).filter(event -> wanted.contains(event.type()));
    }

    static Stream<Event> of(Resource function) {
        var events = function.properties().nested("Events");
        return events.names().stream().map(name -> event(function, name, events.nested(name)));
    }

    private static Event event(Resource function, String name, Properties definition) {
        return new Event(function, name, definition.requiredText("Type"), definition.nested("Properties"));
    }

    static Invoker function(Event event, Map<String, ? extends Invoker> functions) {
        var function = functions.get(event.function().id());
        if (function == null) {
            throw new IllegalArgumentException(event.function().id());
        }
        return function;
    }
}
