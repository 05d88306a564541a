package io.gatehouse.localcloud.cloud.template;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for names that stand for nothing, also in values that nobody reads here; does not work the values out. */
record ReferenceCheck(Document document, References references, Conditions conditions) {
    void check(@Nullable Object node) {
        var map = Intrinsics.asMap(node);
        if (node instanceof List<?> list) {
            list.forEach(this::check);
        } else if (map != null && map.size() == 1) {
            checkCall(map);
        } else if (map != null) {
            map.values().forEach(this::check);
        }
    }

    private void checkCall(Map<String, @Nullable Object> call) {
        var name = call.keySet().iterator().next();
        var argument = call.get(name);
        MalformedCall.at(document, call, name, () -> {
            switch (name) {
                case "Ref" -> references.checkRef(String.valueOf(argument));
                case "Fn::GetAtt" -> references.checkAttribute(first(argument));
                case "Fn::Sub" -> checkSub(argument);
                case "Fn::If" -> checkIf(argument);
                default -> check(argument);
            }
            return call;
        });
    }

    private void checkSub(@Nullable Object argument) {
        var variables = argument instanceof List<?> list && list.size() == 2 ? Intrinsics.asMap(list.get(1)) : null;
        var own = variables == null ? Set.<String>of() : variables.keySet();
        for (var name : Intrinsics.variables(first(argument))) {
            if (own.contains(name)) {
                continue;
            }
            if (name.contains(".")) {
                references.checkAttribute(name);
            } else {
                references.checkRef(name);
            }
        }
        check(variables);
    }

    /** The branch that is not taken may name what is there only when it is. */
    private void checkIf(@Nullable Object argument) {
        if (argument instanceof List<?> list && list.size() == 3) {
            check(list.get(conditions.holds(first(argument)) ? 1 : 2));
        }
    }

    private static String first(@Nullable Object argument) {
        return String.valueOf(argument instanceof List<?> list && !list.isEmpty() ? list.getFirst() : argument);
    }
}
