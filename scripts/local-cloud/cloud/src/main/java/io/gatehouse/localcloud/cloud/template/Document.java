package io.gatehouse.localcloud.cloud.template;

import io.gatehouse.localcloud.services.LocalCloudException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A YAML file as maps, lists and scalars with CloudFormation's short tags in their long form, and their lines. */
final class Document {
    private final Path file;
    private final IdentityHashMap<Object, Integer> lines = new IdentityHashMap<>();
    private final Map<String, @Nullable Object> root;

    private Document(Path file, Node node) {
        this.file = file;
        if (!(node instanceof MappingNode mapping)) {
            throw new LocalCloudException("%s is no template: it has no sections.".formatted(file.getFileName()));
        }
        this.root = map(mapping);
    }

    static Document read(Path file) {
        try (var reader = Files.newBufferedReader(file)) {
            return new Document(file, new Yaml(new LoaderOptions()).compose(reader));
        } catch (IOException e) {
            throw new LocalCloudException("The template %s cannot be read.".formatted(file));
        } catch (MarkedYAMLException e) {
            throw new LocalCloudException("%s:%s: %s."
                    .formatted(file.getFileName(), e.getProblemMark().getLine() + 1, e.getProblem()));
        } catch (YAMLException e) {
            throw new LocalCloudException("%s is no YAML: %s"
                    .formatted(
                            file.getFileName(),
                            String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
        }
    }

    Map<String, @Nullable Object> root() {
        return root;
    }

    /** Where a map or list stands: {@code template.yaml:12}; the file's name alone for anything else. */
    String place(@Nullable Object value) {
        var line = lines.get(value);
        return line == null ? file.getFileName().toString() : file.getFileName() + ":" + line;
    }

    /** A message about a map or list of this document. */
    LocalCloudException wrong(@Nullable Object value, String what) {
        return new LocalCloudException(place(value) + ": " + what);
    }

    private LocalCloudException wrong(Node node, String what) {
        return new LocalCloudException("%s:%s: %s".formatted(file.getFileName(), line(node), what));
    }

    private @Nullable Object value(Node node) {
        var tag = node.getTag().getValue();
        if (!tag.startsWith("!")) {
            return untagged(node);
        }
        var name = tag.substring(1);
        var function = name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name;
        var call = new LinkedHashMap<String, @Nullable Object>();
        call.put(function, node instanceof ScalarNode scalar ? scalar.getValue() : untagged(node));
        return located(call, node);
    }

    private @Nullable Object untagged(Node node) {
        return switch (node) {
            case MappingNode mapping -> map(mapping);
            case SequenceNode sequence -> list(sequence);
            case ScalarNode scalar -> scalar(scalar);
            default -> throw wrong(node, "this cannot stand in a template.");
        };
    }

    private Map<String, @Nullable Object> map(MappingNode node) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        for (var entry : node.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode name)) {
                throw wrong(entry.getKeyNode(), "a name must be a text.");
            }
            var key = name.getValue();
            if (map.containsKey(key)) {
                throw wrong(entry.getKeyNode(), key + " stands here a second time.");
            }
            map.put(key, value(entry.getValueNode()));
        }
        return located(map, node);
    }

    private List<@Nullable Object> list(SequenceNode node) {
        var list = new ArrayList<@Nullable Object>();
        node.getValue().forEach(item -> list.add(value(item)));
        return located(list, node);
    }

    private <T> T located(T value, Node node) {
        lines.put(value, line(node));
        return value;
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private static @Nullable Object scalar(ScalarNode node) {
        var text = node.getValue();
        var tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.BOOL) && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))) {
            return Boolean.valueOf(text);
        }
        return tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) ? number(text) : text;
    }

    /** YAML counts {@code 22:30} and {@code 0o7} among the numbers too: such things stay text. */
    private static Object number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
