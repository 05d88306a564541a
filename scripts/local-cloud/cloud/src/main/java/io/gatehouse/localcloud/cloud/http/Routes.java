package io.gatehouse.localcloud.cloud.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The routes of an HTTP API, chosen as API Gateway chooses: the path decides before the method; a literal segment goes
 * before a path variable, that before a greedy one, and {@code $default} takes the rest.
 *
 * @param <T> what a route leads to
 */
final class Routes<T> {
    static final String DEFAULT = "$default";
    private static final String ANY = "ANY";

    /**
     * A route that fits a request.
     *
     * @param key such as {@code GET /pets/{id}}
     * @param parameters the path variables, URL-decoded
     */
    record Match<T>(String key, T target, Map<String, String> parameters) {}

    private record Entry<T>(String key, T target, List<String> variables) {}

    /** One segment of the paths: what may follow, and the routes that end here by method. */
    private static final class Node<T> {
        final Map<String, Node<T>> literals = new HashMap<>();
        final Map<String, Entry<T>> entries = new HashMap<>();

        @Nullable
        Node<T> variable;

        @Nullable
        Node<T> greedy;

        @Nullable
        Entry<T> entry(String method) {
            var exact = entries.get(method);
            return exact == null ? entries.get(ANY) : exact;
        }
    }

    private final Node<T> root = new Node<>();
    private @Nullable Entry<T> fallback;

    /**
     * @param path with {@code {name}} or, at its end, {@code {name+}}; {@code $default} for all that fits nothing else
     */
    void add(String method, String path, T target) {
        if (path.equals(DEFAULT)) {
            fallback = new Entry<>(DEFAULT, target, List.of());
            return;
        }
        var node = root;
        var variables = new ArrayList<String>();
        for (var segment : segments(path)) {
            if (segment.startsWith("{")) {
                variables.add(segment.replaceAll("[{}+]", ""));
            }
            node = child(node, segment);
        }
        node.entries.put(method, new Entry<>(method + " " + path, target, List.copyOf(variables)));
    }

    private static <T> Node<T> child(Node<T> node, String segment) {
        if (!segment.startsWith("{")) {
            return node.literals.computeIfAbsent(segment, literal -> new Node<>());
        }
        if (segment.endsWith("+}")) {
            node.greedy = Objects.requireNonNullElseGet(node.greedy, Node::new);
            return node.greedy;
        }
        node.variable = Objects.requireNonNullElseGet(node.variable, Node::new);
        return node.variable;
    }

    /** @param path as the client sent it, with its percent-encoding */
    @Nullable
    Match<T> find(String method, String path) {
        var segments = segments(path);
        var values = new String[segments.length];
        var entry = find(root, method, segments, 0, values, 0);
        if (entry != null) {
            return new Match<>(entry.key(), entry.target(), parameters(entry.variables(), values));
        }
        return fallback == null ? null : new Match<>(DEFAULT, fallback.target(), Map.of());
    }

    private @Nullable Entry<T> find(
            Node<T> node, String method, String[] segments, int index, String[] values, int bound) {
        if (index == segments.length) {
            return node.entry(method);
        }
        var segment = segments[index];
        var literal = node.literals.get(segment);
        var found = literal == null ? null : find(literal, method, segments, index + 1, values, bound);
        if (found == null && node.variable != null && !segment.isEmpty()) {
            values[bound] = segment;
            found = find(node.variable, method, segments, index + 1, values, bound + 1);
        }
        if (found == null && node.greedy != null && !segment.isEmpty()) {
            found = node.greedy.entry(method);
            values[bound] = String.join("/", List.of(segments).subList(index, segments.length));
        }
        return found;
    }

    private static Map<String, String> parameters(List<String> names, String[] values) {
        if (names.isEmpty()) {
            return Map.of();
        }
        var parameters = new LinkedHashMap<String, String>();
        for (var i = 0; i < names.size(); i++) {
            parameters.put(names.get(i), decode(values[i]));
        }
        return parameters;
    }

    private static String[] segments(String path) {
        return path.substring(1).split("/", -1);
    }

    /** Percent-decoding of a path, in which a plus sign is a plus sign. */
    static String decode(String text) {
        return text.indexOf('%') < 0 ? text : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
