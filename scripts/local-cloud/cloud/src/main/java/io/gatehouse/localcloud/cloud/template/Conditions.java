package io.gatehouse.localcloud.cloud.template;

import io.gatehouse.localcloud.services.LocalCloudException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

    /** @throws MalformedCall if there is no such condition, or it refers to itself */
    boolean holds(String name) throws MalformedCall {
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
            try {
                return call(function, map.get(function));
            } catch (MalformedCall e) {
                throw new LocalCloudException("%s: %s %s.".formatted(document.place(node), function, e.getMessage()));
            }
        }
        return isTrue(node);
    }

    private boolean isTrue(@Nullable Object node) {
        return switch (String.valueOf(evaluate.apply(node))) {
            case "true" -> true;
            case "false" -> false;
            case String other ->
                throw new LocalCloudException(
                        "%s: %s is neither true nor false.".formatted(document.place(node), other));
        };
    }

    private boolean call(String function, @Nullable Object argument) throws MalformedCall {
        return switch (function) {
            case "Condition" -> holds(String.valueOf(argument));
            case "Fn::And" -> list(argument).stream().allMatch(this::test);
            case "Fn::Or" -> list(argument).stream().anyMatch(this::test);
            case "Fn::Not" -> !test(list(argument).getFirst());
            case "Fn::Equals" -> equal(pair(argument));
            case "Fn::Contains" -> contains(pair(argument));
            case "Fn::EachMemberIn" -> eachMemberIn(pair(argument));
            case "Fn::EachMemberEquals" -> eachMemberEquals(pair(argument));
            default -> isTrue(Map.of(function, Objects.requireNonNullElse(argument, "")));
        };
    }

    private boolean equal(List<?> pair) {
        return text(pair.get(0)).equals(text(pair.get(1)));
    }

    private boolean contains(List<?> pair) {
        return texts(pair.get(0)).contains(text(pair.get(1)));
    }

    private boolean eachMemberIn(List<?> pair) {
        return texts(pair.get(1)).containsAll(texts(pair.get(0)));
    }

    private boolean eachMemberEquals(List<?> pair) {
        return texts(pair.get(0)).stream().allMatch(text(pair.get(1))::equals);
    }

    private String text(@Nullable Object node) {
        return String.valueOf(evaluate.apply(node));
    }

    private List<String> texts(@Nullable Object node) {
        var value = evaluate.apply(node);
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(value));
    }

    private static List<?> list(@Nullable Object argument) throws MalformedCall {
        if (argument instanceof List<?> list && !list.isEmpty()) {
            return list;
        }
        throw new MalformedCall("needs a list");
    }

    private static List<?> pair(@Nullable Object argument) throws MalformedCall {
        var list = list(argument);
        if (list.size() != 2) {
            throw new MalformedCall("needs a list of 2");
        }
        return list;
    }
}
