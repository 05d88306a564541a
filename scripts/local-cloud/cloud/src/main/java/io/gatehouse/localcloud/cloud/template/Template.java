package io.gatehouse.localcloud.cloud.template;

import io.gatehouse.localcloud.services.LocalCloudException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A SAM or CloudFormation template, read but not yet worked out. */
public final class Template {
    private static final Pattern NAME = Pattern.compile("^(\\w[\\w ]{0,30}?)(?::| [-–—]) ");

    private final Path file;
    private final Document document;

    private Template(Path file) {
        this.file = file;
        this.document = Document.read(file);
    }

    public static Template read(Path file) {
        return new Template(file.toAbsolutePath().normalize());
    }

    /** The folder that a {@code CodeUri} is relative to. */
    public Path folder() {
        return Optional.ofNullable(file.getParent()).orElse(file);
    }

    /** What the template calls itself: the name before a dash or colon in its description, else its folder's name. */
    public String name() {
        var description = document.root().get("Description") instanceof String text ? text : "";
        var name = NAME.matcher(description);
        return name.find() ? name.group(1) : String.valueOf(folder().getFileName());
    }

    /** {@link #name()} as {@code AWS::StackName}: lower-case letters, digits and dashes. */
    public String stackName() {
        return name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    /** {@code Metadata.LocalCloud.Parameters}, with the base URLs for {@code ${Api}} and {@code ${Console}}. */
    public Map<String, String> localParameters(String api, String console) {
        var parameters = new LinkedHashMap<String, String>();
        section("Metadata", "LocalCloud", "Parameters")
                .forEach((name, value) -> parameters.put(
                        name, String.valueOf(value).replace("${Api}", api).replace("${Console}", console)));
        return parameters;
    }

    /** The folder of the product's own pages, which {@code Metadata.LocalCloud.Pages} names beside the template. */
    public Optional<Path> pages() {
        var localCloud = section("Metadata", "LocalCloud");
        var pages = Optional.ofNullable(localCloud.get("Pages")).map(text -> folder().resolve(String.valueOf(text)));
        pages.filter(folder -> !Files.isDirectory(folder)).ifPresent(absent -> {
            throw new LocalCloudException(
                    "%s: Pages: there is no folder %s.".formatted(document.place(localCloud), absent));
        });
        return pages;
    }

    /** The logical id of the function that writes the rows that events need: {@code Metadata.LocalCloud.Rows}. */
    public Optional<String> rows() {
        return Optional.ofNullable(section("Metadata", "LocalCloud").get("Rows"))
                .map(String::valueOf);
    }

    /** The template with values for its parameters; those not given take their defaults. */
    public Stack stack(Map<String, String> parameters, PhysicalValues values) {
        var given = new Parameters(document, section("Parameters")).values(parameters);
        return new Stack(this, document, given, values);
    }

    /** A section of the document, or a map within it; empty if absent. */
    Map<String, @Nullable Object> section(String... path) {
        var map = document.root();
        for (var name : path) {
            var value = map.get(name);
            var next = value == null ? Map.<String, @Nullable Object>of() : Intrinsics.asMap(value);
            if (next == null) {
                throw new LocalCloudException("%s: %s must be a map.".formatted(document.place(map), name));
            }
            map = next;
        }
        return map;
    }

    /** The entries of a map; none of anything else. */
    static Map<String, @Nullable Object> map(@Nullable Object value) {
        return Optional.ofNullable(Intrinsics.asMap(value)).orElse(Map.of());
    }

    /** The items of a section that lists things. */
    static List<?> list(@Nullable Object value) {
        return value == null ? List.of() : value instanceof List<?> list ? list : List.of(value);
    }
}
