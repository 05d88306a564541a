package io.gatehouse.localcloud.cloud.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The routes of an HTTP API, chosen as API Gateway chooses: the path decides before the method; a literal segment goes
 * before a path variable, that before a greedy one, and {@code $default} takes the rest.
 */
final class Routes<T> {
    private static final String DEFAULT = "$default";
    private static final String ANY = "ANY";

    /** A route that fits a request, such as {@code GET /pets/{id}}, with its path variables. */
    record Match<T>(String key, T target, Map<String, String> parameters) {}

    /** @param rank sorts before that of a route which gives way to this one */
    private record Variable<T>(String method, Pattern path, List<String> names, String rank, Match<T> match) {
        @Nullable
        Match<T> match(String method, String path) {
            var matcher = this.path.matcher(path);
            return (this.method.equals(ANY) || this.method.equals(method)) && matcher.matches()
                    ? new Match<>(match.key, match.target, parameters(matcher))
                    : null;
        }

        private Map<String, String> parameters(Matcher matcher) {
            var parameters = new LinkedHashMap<String, String>();
            names.forEach(name -> parameters.put(name, decode(matcher.group(names.indexOf(name) + 1))));
            return parameters;
        }
    }

    private final Map<String, Match<T>> literals = new HashMap<>();
    private final List<Variable<T>> variables = new ArrayList<>();
    private @Nullable Match<T> fallback;

    /** {@code {name+}} may stand at the end of a path; {@code $default} takes all that fits nothing else. */
    void add(String method, String path, T target) {
        var match = new Match<>(path.equals(DEFAULT) ? DEFAULT : method + " " + path, target, Map.<String, String>of());
        if (path.equals(DEFAULT)) {
            fallback = match;
        } else if (!path.contains("{")) {
            literals.put(match.key, match);
        } else {
            variables.add(variable(method, List.of(path.split("/", -1)), match));
            variables.sort(Comparator.comparing(Variable::rank));
        }
    }

    private static <T> Variable<T> variable(String method, List<String> segments, Match<T> match) {
        var pattern = segments.stream()
                .map(segment -> !segment.startsWith("{")
                        ? Pattern.quote(segment)
                        : segment.endsWith("+}") ? "([^/].*)" : "([^/]+)")
                .collect(Collectors.joining("/"));
        var names = segments.stream()
                .filter(segment -> segment.startsWith("{"))
                .map(segment -> segment.replaceAll("[{}+]", ""))
                .toList();
        var rank = segments.stream()
                .map(segment -> !segment.startsWith("{") ? "0" : segment.endsWith("+}") ? "2" : "1")
                .collect(Collectors.joining());
        return new Variable<>(method, Pattern.compile(pattern), names, rank + (method.equals(ANY) ? "1" : "0"), match);
    }

    /** @param path as the client sent it, with its percent-encoding */
    @Nullable
    Match<T> find(String method, String path) {
        for (var key : Arrays.asList(method + " " + path, ANY + " " + path)) {
            var literal = literals.get(key);
            if (literal != null) {
                return literal;
            }
        }
        for (var variable : variables) {
            var match = variable.match(method, path);
            if (match != null) {
                return match;
            }
        }
        return fallback;
    }

    /** Percent-decoding of a path, in which a plus sign is a plus sign. */
    static String decode(String text) {
        return text.indexOf('%') < 0 ? text : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
