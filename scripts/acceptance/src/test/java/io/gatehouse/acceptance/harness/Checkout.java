package io.gatehouse.acceptance.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The files of the repository under test. */
public final class Checkout {
    public static final Path ROOT =
            Path.of(System.getProperty("gatehouse.root")).toAbsolutePath();
    public static final JsonMapper JSON = new JsonMapper();
    private static final YAMLMapper YAML = new YAMLMapper();

    private Checkout() {}

    /** A file's text, by its path from the repository's root. */
    public static String text(String path) {
        try {
            return Files.readString(ROOT.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The event file of this name in {@code events/}, without its extension. */
    public static JsonNode event(String name) {
        return JSON.readTree(text("events/" + name + ".json"));
    }

    /** A YAML file as the JSON that it means; CloudFormation's short intrinsics ({@code !Ref}) become plain values. */
    public static JsonNode yaml(String path) {
        return YAML.readTree(text(path));
    }
}
