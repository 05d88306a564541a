package io.gatehouse.localcloud.cloud.template;

import io.gatehouse.localcloud.services.LocalCloudException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Properties of a resource or of a part of it. A value is worked out when it is read, so that a function's environment
 * may name a port that is not known earlier, and what nobody reads need not be supported.
 */
public record Properties(Intrinsics intrinsics, String place, Map<String, @Nullable Object> raw) {
    public Set<String> names() {
        return raw.keySet();
    }

    /** Whether it is there, and not {@code AWS::NoValue}. Works out no more than an {@code Fn::If}. */
    public boolean has(String name) {
        var value = raw.get(name);
        var call = Intrinsics.asMap(value);
        var isCondition = call != null && (call.containsKey("Fn::If") || "AWS::NoValue".equals(call.get("Ref")));
        return value != null && (!isCondition || intrinsics.choose(value) != null);
    }

    /** Strings, numbers, booleans, lists and maps of such; empty if absent or {@code AWS::NoValue}. */
    public Optional<Object> value(String name) {
        return Optional.ofNullable(intrinsics.evaluate(raw.get(name)));
    }

    /** A string, or a number or boolean as CloudFormation writes it. */
    public Optional<String> text(String name) {
        return value(name).map(value -> text(name, value));
    }

    public String requiredText(String name) {
        return text(name).orElseThrow(() -> wrong(name, "is missing"));
    }

    public int number(String name, int otherwise) {
        return text(name).map(text -> number(name, text)).orElse(otherwise);
    }

    private int number(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw wrong(name, "must be a whole number, not " + text);
        }
    }

    public boolean truth(String name, boolean otherwise) {
        return switch (text(name).orElse(Boolean.toString(otherwise))) {
            case "true" -> true;
            case "false" -> false;
            case String other -> throw wrong(name, "must be true or false, not " + other);
        };
    }

    /** The items of a list of texts; empty if absent. */
    public List<String> texts(String name) {
        return switch (value(name).orElse(List.of())) {
            case List<?> list -> list.stream().map(item -> text(name, item)).toList();
            case Object other -> throw wrong(name, "must be a list, not " + other);
        };
    }

    /** The entries of a map of texts; empty if absent. */
    public Map<String, String> textMap(String name) {
        var properties = nested(name);
        var map = new LinkedHashMap<String, String>();
        properties.names().forEach(key -> properties.text(key).ifPresent(text -> map.put(key, text)));
        return map;
    }

    /** The properties below {@code name}; none if absent. */
    public Properties nested(String name) {
        var value = intrinsics.choose(raw.get(name));
        var map = value == null ? Map.<String, @Nullable Object>of() : Intrinsics.asMap(value);
        if (map == null) {
            throw wrong(name, "must be a map, not " + value);
        }
        return new Properties(intrinsics, place + "." + name, map);
    }

    private String text(String name, @Nullable Object value) {
        return switch (value) {
            case String text -> text;
            case BigDecimal number -> number.toPlainString();
            case Boolean bool -> bool.toString();
            case null, default -> throw wrong(name, "must be a text, not " + value);
        };
    }

    /** A message about one of these properties. */
    public LocalCloudException wrong(String name, String what) {
        return new LocalCloudException("%s.%s %s.".formatted(place, name, what));
    }
}
