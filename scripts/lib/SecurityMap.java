import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Fills the last column of docs/security-map.md: which tests prove a requirement, by the tags that they carry. Run by
 * scripts/security-map; with --check it changes nothing, and fails if the file is out of date.
 */
final class SecurityMap {
    private static final Path MAP = Path.of("docs/security-map.md");
    /** Tags that choose a test suite; they name no requirement. */
    private static final Set<String> SUITES = Set.of("faults", "tools");

    private static final Pattern TAG = Pattern.compile("@(?:Arch)?Tag\\(\"([^\"]+)\"\\)");
    private static final Pattern DECLARATION = Pattern.compile("\\b(?:class|void|ArchRule) (\\w+)");

    public static void main(String[] arguments) throws IOException {
        var tests = testsByTag();
        var known = new TreeSet<String>();
        var lines = new ArrayList<String>();
        for (var line : Files.readAllLines(MAP)) {
            lines.add(line.matches("\\| \\d+ \\|.*") ? filled(line, tests, known) : line);
        }
        tests.keySet().removeAll(SUITES);
        tests.keySet().stream().filter(tag -> !known.contains(tag)).forEach(tag ->
                System.err.println("No row of " + MAP + " has the tag " + tag + ", which " + tests.get(tag) + " carry."));
        var fresh = String.join("\n", lines) + "\n";
        if (fresh.equals(Files.readString(MAP))) {
            return;
        }
        if (Arrays.asList(arguments).contains("--check")) {
            System.err.println(MAP + " is out of date: run scripts/security-map.");
            System.exit(1);
        }
        Files.writeString(MAP, fresh);
        System.out.println(MAP + " has changed.");
    }

    /** A row is: number, tags, requirement, remark, tests. */
    private static String filled(String line, Map<String, TreeSet<String>> tests, TreeSet<String> known) {
        var cells = line.split(" \\| ?", -1);
        var proofs = new TreeSet<String>();
        for (var tag : cells[1].split(", ")) {
            known.add(tag);
            proofs.addAll(tests.getOrDefault(tag, new TreeSet<>()));
        }
        var proof = !proofs.isEmpty() ? String.join(", ", proofs) : cells[3].isBlank() ? "**open**" : "";
        return String.join(" | ", List.of(cells[0], cells[1], cells[2], cells[3], proof)).stripTrailing() + " |";
    }

    private static Map<String, TreeSet<String>> testsByTag() throws IOException {
        var tests = new TreeMap<String, TreeSet<String>>();
        try (var files = Files.walk(Path.of(""))) {
            for (var file : files.filter(f -> f.toString().matches("(?!target).*/src/test/java/.*Test\\.java")).toList()) {
                collect(Files.readString(file), file.getFileName().toString().replace(".java", ""), tests);
            }
        }
        return tests;
    }

    private static void collect(String source, String testClass, Map<String, TreeSet<String>> tests) {
        var tag = TAG.matcher(source);
        while (tag.find()) {
            var declaration = DECLARATION.matcher(source);
            if (declaration.find(tag.end())) {
                var name = declaration.group(1);
                tests.computeIfAbsent(tag.group(1).replace(' ', '-'), ignored -> new TreeSet<>())
                        .add(name.equals(testClass) ? testClass : testClass + "." + name);
            }
        }
    }
}
