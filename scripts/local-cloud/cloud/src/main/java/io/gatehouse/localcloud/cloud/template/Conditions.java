package io.gatehouse.localcloud.cloud.template;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The template's conditions and the assertions of its rules. */
final class Conditions {
    private final Document document;
    private final Map<String, @Nullable Object> definitions;
    private final UnaryOperator<@Nullable Object> evaluate;
    private final Map<String, Boolean> known = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    Conditions(Document document, Map<String, @Nullable Object> definitions, UnaryOperator<@Nullable Object> evaluate) {
        this.document = document;
        this.definitions = definitions;
        this.evaluate = evaluate;
    }

    boolean holds(String name) {
        var before = known.get(name);
        if (before != null) {
            return before;
        }
        if (!definitions.containsKey(name)) {
            throw new MalformedCall("names the condition %s, which does not exist".formatted(name));
        }
        if (!open.add(name)) {
            throw new MalformedCall("names the condition %s, which refers to itself".formatted(name));
        }
        var holds = test(definitions.get(name));
        known.put(name, holds);
        return holds;
    }

    /** The truth of a condition function, or of a text or boolean that says true or false. */
    boolean test(@Nullable Object node) {
        var map = Intrinsics.asMap(node);
        if (map != null && map.size() == 1) {
            var function = map.keySet().iterator().next();
            return MalformedCall.at(document, map, function, () -> call(function, map.get(function)));
        }
        return isTrue(node);
    }

    private boolean isTrue(@Nullable Object node) {
        return switch (String.valueOf(evaluate.apply(node))) {
            case "true" -> true;
            case "false" -> false;
            case String other -> throw document.wrong(node, other + " is neither true nor false.");
        };
    }

    private boolean call(String function, @Nullable Object argument) {
        return switch (function) {
            case "Condition" -> holds(String.valueOf(argument));
            case "Fn::And" -> list(argument).stream().allMatch(this::test);
            case "Fn::Or" -> list(argument).stream().anyMatch(this::test);
            case "Fn::Not" -> !test(list(argument).getFirst());
            case "Fn::Equals" -> compare(argument, List::equals);
            case "Fn::Contains" -> compare(argument, List::containsAll);
            case "Fn::EachMemberIn" -> compare(argument, (members, allowed) -> allowed.containsAll(members));
            case "Fn::EachMemberEquals" -> compare(argument, (members, value) -> value.containsAll(members));
            default -> isTrue(Map.of(function, Objects.requireNonNullElse(argument, "")));
        };
    }

    private boolean compare(@Nullable Object argument, BiPredicate<List<String>, List<String>> comparison) {
        var pair = Intrinsics.arguments(argument, 2, 2);
        return comparison.test(texts(pair.get(0)), texts(pair.get(1)));
    }

    private List<String> texts(@Nullable Object node) {
        var value = evaluate.apply(node);
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(value));
    }

    private static List<?> list(@Nullable Object argument) {
        if (argument instanceof List<?> list && !list.isEmpty()) {
            return list;
        }
        throw new MalformedCall("needs a list");
    }
}
