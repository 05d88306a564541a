package io.gatehouse.localcloud.cloud.template;

import io.gatehouse.localcloud.services.LocalCloudException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The section {@code Parameters}: which values are allowed, and which hold. */
record Parameters(Document document, Map<String, @Nullable Object> definitions) {
    /** The value of every parameter, a string or a list of them. */
    Map<String, Object> values(Map<String, String> given) {
        var problems = new ArrayList<String>();
        given.keySet().stream()
                .filter(name -> !definitions.containsKey(name))
                .sorted()
                .map(this::unknown)
                .forEach(problems::add);
        var values = new LinkedHashMap<String, Object>();
        definitions.forEach((name, definition) -> {
            try {
                values.put(name, value(name, definition, given.get(name)));
            } catch (LocalCloudException e) {
                problems.add(e.getMessage());
            }
        });
        if (!problems.isEmpty()) {
            throw new LocalCloudException(String.join(" ", problems));
        }
        return values;
    }

    private String unknown(String name) {
        return "The template has no parameter %s; it has %s."
                .formatted(name, String.join(", ", new TreeSet<>(definitions.keySet())));
    }

    private Object value(String name, @Nullable Object definition, @Nullable String given) {
        var rules = Intrinsics.asMap(definition);
        if (rules == null) {
            throw new LocalCloudException("%s: the parameter %s has no Type.".formatted(document.place(null), name));
        }
        var value = given == null ? rules.get("Default") : given;
        if (value == null) {
            throw new LocalCloudException("%s: the parameter %s needs a value: --parameter-overrides %s=…"
                    .formatted(document.place(definition), name, name));
        }
        var text = text(value);
        var type = text(rules.get("Type"));
        var isList = type.equals("CommaDelimitedList") || type.startsWith("List<");
        var items = isList ? items(text) : List.of(text);
        items.forEach(item -> check(name, item, type.contains("Number"), rules));
        return isList ? items : text;
    }

    private static List<String> items(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",")).map(String::strip).toList();
    }

    private static void check(String name, String value, boolean isNumber, Map<String, @Nullable Object> rules) {
        var problem = problem(value, isNumber, rules);
        if (problem != null) {
            var explanation = rules.get("ConstraintDescription");
            throw new LocalCloudException("The parameter %s must not be \"%s\": %s."
                    .formatted(name, value, explanation == null ? problem : explanation));
        }
    }

    private static @Nullable String problem(String value, boolean isNumber, Map<String, @Nullable Object> rules) {
        if (rules.get("AllowedValues") instanceof List<?> allowed
                && allowed.stream().noneMatch(item -> text(item).equals(value))) {
            return "allowed are "
                    + String.join(", ", allowed.stream().map(Parameters::text).toList());
        }
        var pattern = rules.get("AllowedPattern");
        if (pattern != null && !value.matches(text(pattern))) {
            return "it must match " + pattern;
        }
        return isNumber ? numberProblem(value, rules) : lengthProblem(value, rules);
    }

    private static @Nullable String numberProblem(String value, Map<String, @Nullable Object> rules) {
        return value.matches("-?[0-9]{1,18}(\\.[0-9]{1,18})?")
                ? boundProblem(new BigDecimal(value), rules, "Value", "be at %s %s")
                : "it must be a number";
    }

    private static @Nullable String lengthProblem(String value, Map<String, @Nullable Object> rules) {
        var length = BigDecimal.valueOf(value.codePointCount(0, value.length()));
        return boundProblem(length, rules, "Length", "have at %s %s characters");
    }

    private static @Nullable String boundProblem(
            BigDecimal number, Map<String, @Nullable Object> rules, String kind, String message) {
        var least = rules.get("Min" + kind);
        if (least != null && number.compareTo(new BigDecimal(text(least))) < 0) {
            return "it must " + message.formatted("least", text(least));
        }
        var most = rules.get("Max" + kind);
        return most != null && number.compareTo(new BigDecimal(text(most))) > 0
                ? "it must " + message.formatted("most", text(most))
                : null;
    }

    private static String text(@Nullable Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
    }
}
