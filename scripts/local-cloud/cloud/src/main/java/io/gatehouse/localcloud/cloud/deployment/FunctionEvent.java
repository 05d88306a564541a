package io.gatehouse.localcloud.cloud.deployment;

import io.gatehouse.localcloud.cloud.runtime.Invoker;
import io.gatehouse.localcloud.cloud.template.Properties;
import io.gatehouse.localcloud.cloud.template.Resource;
import io.gatehouse.localcloud.cloud.template.Stack;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** What invokes a function: one of its {@code Events}. */
record FunctionEvent(Resource function, String name, String type, Properties properties) {
    /** Those of one of the given types. */
    static Stream<FunctionEvent> of(Stack stack, String... types) {
        var wanted = Set.of(types);
        return stack.resources(Resource.FUNCTION)
                .flatMap(FunctionEvent::of)
                .filter(event -> wanted.contains(event.type));
    }

    static Stream<FunctionEvent> of(Resource function) {
        var events = function.properties().nested("Events");
        return events.names().stream().map(name -> {
            var event = events.nested(name);
            return new FunctionEvent(function, name, event.requiredText("Type"), event.nested("Properties"));
        });
    }

    Invoker target(Map<String, Invoker> functions) {
        return Objects.requireNonNull(functions.get(function.id()), function.id());
    }
}
