package io.gatehouse.localcloud.cloud.template;

import io.gatehouse.localcloud.services.aws.AwsAccount;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** CloudFormation's intrinsic functions that give a value; those that give a truth are in {@link Conditions}. */
record Intrinsics(
        Document document, References references, Conditions conditions, Map<String, @Nullable Object> mappings) {
    private static final Pattern SUB_VARIABLE = Pattern.compile("\\$\\{(!?)([^}]*)}");

    /** The node with every function worked out; null stands for {@code AWS::NoValue}, which is left out. */
    @Nullable
    Object evaluate(@Nullable Object node) {
        var chosen = choose(node);
        if (chosen instanceof List<?> list) {
            var values = new ArrayList<@Nullable Object>();
            list.stream().map(this::evaluate).filter(value -> value != null).forEach(values::add);
            return values;
        }
        var map = asMap(chosen);
        return map == null ? chosen : evaluateAll(map);
    }

    private Map<String, @Nullable Object> evaluateAll(Map<String, @Nullable Object> map) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, value) -> {
            var evaluated = evaluate(value);
            if (evaluated != null) {
                values.put(key, evaluated);
            }
        });
        return values;
    }

    /** Works out the functions at the top of the node only: what is within a map or list stays as it is. */
    @Nullable
    Object choose(@Nullable Object node) {
        var map = asMap(node);
        if (map == null || map.size() != 1) {
            return node;
        }
        var name = map.keySet().iterator().next();
        if (!name.equals("Ref") && !name.startsWith("Fn::")) {
            return node;
        }
        return MalformedCall.at(document, map, name, () -> call(name, map.get(name)));
    }

    private @Nullable Object call(String function, @Nullable Object argument) {
        return switch (function) {
            case "Ref" -> references.ref(text(argument));
            case "Fn::GetAtt" -> getAtt(argument);
            case "Fn::Sub" -> sub(argument);
            case "Fn::If" -> ifElse(arguments(argument, 3, 3));
            case "Fn::Join" -> join(arguments(argument, 2, 2));
            case "Fn::Select" -> select(arguments(argument, 2, 2));
            case "Fn::Split" -> split(arguments(argument, 2, 2));
            case "Fn::FindInMap" -> findInMap(arguments(argument, 3, 4));
            case "Fn::Base64" ->
                Base64.getEncoder().encodeToString(text(argument).getBytes(StandardCharsets.UTF_8));
            case "Fn::GetAZs" -> List.of(AwsAccount.REGION + "a", AwsAccount.REGION + "b", AwsAccount.REGION + "c");
            default -> throw new MalformedCall("is not supported by the local cloud");
        };
    }

    private Object getAtt(@Nullable Object argument) {
        if (argument instanceof String name) {
            return attribute(name);
        }
        var parts = arguments(argument, 2, 2);
        return references.attribute(text(parts.get(0)), text(parts.get(1)));
    }

    private Object attribute(String name) {
        var dot = name.indexOf('.');
        if (dot < 1) {
            throw new MalformedCall("needs Resource.Attribute, not " + name);
        }
        return references.attribute(name.substring(0, dot), name.substring(dot + 1));
    }

    private String sub(@Nullable Object argument) {
        if (argument instanceof List<?>) {
            var parts = arguments(argument, 2, 2);
            var variables = asMap(evaluate(parts.get(1)));
            return sub(text(parts.get(0)), variables == null ? Map.of() : variables);
        }
        return sub(text(argument), Map.of());
    }

    private String sub(String template, Map<String, @Nullable Object> variables) {
        var result = new StringBuilder();
        var matcher = SUB_VARIABLE.matcher(template);
        while (matcher.find()) {
            var name = matcher.group(2).strip();
            var literal = !matcher.group(1).isEmpty();
            var value = literal ? "${" + name + "}" : variable(name, variables);
            matcher.appendReplacement(result, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(result).toString();
    }

    /** The names that a text of {@code Fn::Sub} has in it. */
    static List<String> variables(String template) {
        return SUB_VARIABLE
                .matcher(template)
                .results()
                .filter(match -> match.group(1).isEmpty())
                .map(match -> match.group(2).strip())
                .toList();
    }

    private String variable(String name, Map<String, @Nullable Object> variables) {
        var local = variables.get(name);
        if (local != null) {
            return text(local);
        }
        return text(name.contains(".") ? attribute(name) : references.ref(name));
    }

    private @Nullable Object ifElse(List<@Nullable Object> arguments) {
        return choose(arguments.get(conditions.holds(text(arguments.get(0))) ? 1 : 2));
    }

    private String join(List<@Nullable Object> arguments) {
        return list(arguments.get(1)).stream().map(this::text).collect(Collectors.joining(text(arguments.get(0))));
    }

    private @Nullable Object select(List<@Nullable Object> arguments) {
        var items = list(arguments.get(1));
        var index = text(arguments.get(0));
        if (!index.matches("[0-9]{1,9}") || Integer.parseInt(index) >= items.size()) {
            throw new MalformedCall("has no item %s in %s".formatted(index, items));
        }
        return items.get(Integer.parseInt(index));
    }

    private List<String> split(List<@Nullable Object> arguments) {
        var delimiter = Pattern.quote(text(arguments.get(0)));
        return Arrays.asList(text(arguments.get(1)).split(delimiter, -1));
    }

    private @Nullable Object findInMap(List<@Nullable Object> arguments) {
        var keys = arguments.subList(0, 3).stream().map(this::text).toList();
        @Nullable Object found = mappings;
        for (var key : keys) {
            var map = asMap(found);
            found = map == null ? null : map.get(key);
        }
        if (found == null && arguments.size() == 4) {
            found = evaluate(arguments.get(3)) instanceof Map<?, ?> options ? options.get("DefaultValue") : null;
        }
        if (found == null) {
            throw new MalformedCall("finds nothing under " + String.join(" / ", keys));
        }
        return found;
    }

    static List<@Nullable Object> arguments(@Nullable Object argument, int least, int most) {
        if (argument instanceof List<?> list && list.size() >= least && list.size() <= most) {
            return new ArrayList<@Nullable Object>(list);
        }
        throw new MalformedCall("needs a list of %s".formatted(least));
    }

    private List<?> list(@Nullable Object node) {
        if (evaluate(node) instanceof List<?> list) {
            return list;
        }
        throw new MalformedCall("needs a list, not " + node);
    }

    private String text(@Nullable Object node) {
        return switch (evaluate(node)) {
            case String text -> text;
            case BigDecimal number -> number.toPlainString();
            case Boolean bool -> bool.toString();
            case List<?> list -> list.stream().map(String::valueOf).collect(Collectors.joining(","));
            case null, default -> throw new MalformedCall("needs a text, not " + node);
        };
    }

    /** The node as a map, or null if it is none; every map of a {@link Document} has strings as keys. */
    @SuppressWarnings("unchecked")
    static @Nullable Map<String, @Nullable Object> asMap(@Nullable Object node) {
        return node instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : null;
    }
}
