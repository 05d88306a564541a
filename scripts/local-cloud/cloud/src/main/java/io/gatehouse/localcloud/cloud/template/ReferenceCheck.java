package io.gatehouse.localcloud.cloud.template;

import io.gatehouse.localcloud.services.LocalCloudException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for names that stand for nothing, also in values that nobody reads here; does not work the values out. */
final class ReferenceCheck {
    private final Document document;
    private final References references;
    private final Conditions conditions;

    ReferenceCheck(Document document, References references, Conditions conditions) {
        this.document = document;
        this.references = references;
        this.conditions = conditions;
    }

    /** @throws LocalCloudException at the first such name */
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
        try {
            switch (name) {
                case "Ref" -> references.checkRef(String.valueOf(argument));
                case "Fn::GetAtt" -> references.checkAttribute(first(argument));
                case "Fn::Sub" -> checkSub(argument);
                case "Fn::If" -> checkIf(argument);
                default -> check(argument);
            }
        } catch (MalformedCall e) {
            throw new LocalCloudException("%s: %s %s.".formatted(document.place(call), name, e.getMessage()));
        }
    }

    private void checkSub(@Nullable Object argument) throws MalformedCall {
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
    private void checkIf(@Nullable Object argument) throws MalformedCall {
        if (argument instanceof List<?> list && list.size() == 3) {
            check(list.get(conditions.holds(first(argument)) ? 1 : 2));
        }
    }

    private static String first(@Nullable Object argument) {
        return String.valueOf(argument instanceof List<?> list && !list.isEmpty() ? list.getFirst() : argument);
    }
}
