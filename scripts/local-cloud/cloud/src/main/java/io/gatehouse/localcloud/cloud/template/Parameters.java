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
final class Parameters {
    private final Document document;
    private final Map<String, @Nullable Object> definitions;

    Parameters(Document document, Map<String, @Nullable Object> definitions) {
        this.document = document;
        this.definitions = definitions;
    }

    /**
     * The value of every parameter, a string or a list of them.
     *
     * @throws LocalCloudException that names each given name that is unknown, and each value that is missing or not
     *     allowed
     */
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
        if (!value.matches("-?[0-9]{1,18}(\\.[0-9]{1,18})?")) {
            return "it must be a number";
        }
        var number = new BigDecimal(value);
        if (rules.get("MinValue") != null && number.compareTo(number(rules, "MinValue")) < 0) {
            return "it must be at least " + text(rules.get("MinValue"));
        }
        return rules.get("MaxValue") != null && number.compareTo(number(rules, "MaxValue")) > 0
                ? "it must be at most " + text(rules.get("MaxValue"))
                : null;
    }

    private static @Nullable String lengthProblem(String value, Map<String, @Nullable Object> rules) {
        var length = BigDecimal.valueOf(value.codePointCount(0, value.length()));
        if (rules.get("MinLength") != null && length.compareTo(number(rules, "MinLength")) < 0) {
            return "it must have at least %s characters".formatted(text(rules.get("MinLength")));
        }
        return rules.get("MaxLength") != null && length.compareTo(number(rules, "MaxLength")) > 0
                ? "it must have at most %s characters".formatted(text(rules.get("MaxLength")))
                : null;
    }

    private static BigDecimal number(Map<String, @Nullable Object> rules, String name) {
        return new BigDecimal(text(rules.get(name)));
    }

    private static String text(@Nullable Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
    }
}
