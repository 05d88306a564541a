package io.gatehouse.localcloud.cloud.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Parameters in each of sam's spellings: {@code Name=Value}, {@code ParameterKey=Name,ParameterValue=Value}, several in
 * a word, quoted, and {@code file://} with YAML or JSON. What sam drops in silence is refused.
 */
final class ParameterOverrides {
    private static final String FILE = "file://";
    private static final String NAME = "(?:[A-Za-z0-9]+|\"[A-Za-z0-9]+\"|'[A-Za-z0-9]+')";
    private static final String BEGIN =
            "(?:ParameterKey=(%1$s),ParameterValue=|(?!ParameterKey=)(%1$s)=)".formatted(NAME);
    private static final String VALUE = "(\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|(?![\"'])(?:\\\\.|[^\\\\])*?)";
    private static final String END = "(?=\\s+(?:ParameterKey=|%s=)|\\s*$)".formatted(NAME);
    private static final Pattern PAIR = Pattern.compile("\\G\\s*" + BEGIN + VALUE + END, Pattern.DOTALL);

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<Path> open = new HashSet<>();

    /** By name; the last value of a name counts. */
    static Map<String, String> parse(List<String> words) {
        var overrides = new ParameterOverrides();
        words.forEach(word -> overrides.add(word.strip(), Path.of("")));
        return overrides.values;
    }

    private void add(String word, Path folder) {
        if (word.startsWith(FILE)) {
            addFile(folder.resolve(word.substring(FILE.length()))
                    .toAbsolutePath()
                    .normalize());
            return;
        }
        var rest = PAIR.matcher(word).replaceAll(pair -> {
            values.put(unquoted(pair.group(pair.group(1) == null ? 2 : 1)), unquoted(pair.group(3)));
            return "";
        });
        if (!rest.isBlank()) {
            throw new UsageException("--parameter-overrides takes NAME=VALUE, not %s.".formatted(rest.strip()));
        }
    }

    private static String unquoted(String text) {
        var isQuoted = text.startsWith("\"") || text.startsWith("'");
        var inner = isQuoted ? text.substring(1, text.length() - 1) : text;
        return inner.replace("\\ ", " ").replace("\\\"", "\"").replace("\\'", "'");
    }

    private void addFile(Path file) {
        if (!open.add(file)) {
            throw new UsageException("The file %s includes itself.".formatted(file));
        }
        try (var reader = Files.newBufferedReader(file)) {
            add(new Yaml(new LoaderOptions()).compose(reader), file.resolveSibling(""));
        } catch (IOException | YAMLException e) {
            throw new UsageException("The file %s cannot be read as YAML or JSON.".formatted(file));
        }
        open.remove(file);
    }

    private void add(@Nullable Node node, Path folder) {
        switch (node) {
            case MappingNode map ->
                map.getValue().forEach(entry -> {
                    var name = text(entry.getKeyNode());
                    if (name.equals("$include")) {
                        add(entry.getValueNode(), folder);
                    } else {
                        values.put(name, text(entry.getValueNode()));
                    }
                });
            case SequenceNode list -> list.getValue().forEach(item -> add(item, folder));
            case null -> {}
            default -> add(text(node).strip(), folder);
        }
    }

    /** As it is written; lists as CloudFormation takes them. */
    private static String text(Node node) {
        return switch (node) {
            case SequenceNode list ->
                list.getValue().stream()
                        .map(item -> text(item).strip())
                        .filter(item -> !item.isEmpty())
                        .collect(Collectors.joining(","));
            case ScalarNode scalar when !scalar.getTag().equals(Tag.NULL) -> scalar.getValue();
            default -> "";
        };
    }
}
